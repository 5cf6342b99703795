import { usage } from '../usage-error.ts';

/** The package that calls AWS IAM. It is no part of the command: whoever wants `--live` installs it beside it. */
export const SDK = '@aws-sdk/client-iam';

export type IamSdk = typeof import('@aws-sdk/client-iam');

/**
 * Loads the package, when it is first needed.
 *
 * @throws SamlscopeError `usage` where it is not installed, with the command that installs it
 */
export async function loadSdk(): Promise<IamSdk> {
  try {
    return await import('@aws-sdk/client-iam');
  } catch (error) {
    const { code, message = '' } = error as { code?: string; message?: string };
    const absent = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    if (!absent || !message.includes(SDK)) throw error;
    throw usage(
      `--live needs the package ${SDK}, which is not installed beside samlscope.`,
      `npm install ${SDK} (with -g where samlscope was installed with it)`,
      'Or export with the AWS CLI, and give --aws-roles and --aws-provider.',
    );
  }
}
