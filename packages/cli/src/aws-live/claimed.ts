import type { Report } from '@samlscope/core';

/** An ARN of IAM that a message names, taken apart. */
export interface ClaimedArn {
  readonly written: string;
  readonly partition: string;
  readonly account: string;
  /** The last part of a path. */
  readonly name: string;
}

/** What the values of Role in a message name, each once. */
export interface Claimed {
  readonly roles: readonly ClaimedArn[];
  readonly providers: readonly ClaimedArn[];
}

/** Reads out of a report which roles and providers AWS would look up. */
export function claimedIn({ aws }: Report): Claimed {
  const roles = (aws?.logins ?? []).flatMap((login) => login.roles);
  return {
    roles: arnsOf(roles.map(({ role }) => role)),
    providers: arnsOf(roles.map(({ provider }) => provider)),
  };
}

function arnsOf(written: readonly (string | undefined)[]): ClaimedArn[] {
  return [...new Set(written)].flatMap((arn) => {
    const [, partition = '', account = '', name = ''] =
      /^arn:([^:]+):iam::(\d{12}):[a-z-]+\/(?:.*\/)?([^/]+)$/.exec(arn ?? '') ?? [];
    return arn === undefined || name === '' ? [] : [{ written: arn, partition, account, name }];
  });
}
