/** What AWS would make of the messages: the section `aws` of a report. */
export interface AwsReport {
  /** One for each assertion that is for AWS IAM. */
  readonly logins: readonly AwsLogin[];
}

export interface AwsLogin {
  /** Which of `messages` it is of, from 0. */
  readonly messageIndex: number;
  readonly assertionId?: string;
  /** `succeeds`: nothing is known that AWS would refuse. `open`: neither, but questions that matter were not decided. */
  readonly outlook: 'succeeds' | 'refused' | 'open';
  /** One sentence. */
  readonly says: string;
  /** What AWS would answer; it answers one of them, the first as we suppose. */
  readonly errors: readonly AwsError[];
  /** Ids of checks that matter and were not decided. */
  readonly open: readonly string[];
  readonly roles: readonly AwsRole[];
  /** Values of Role beyond the limit on how many are told. */
  readonly omittedRoles: number;
  readonly session: AwsSession;
  /** What the log shows, where one was given. */
  readonly trail?: AwsTrail;
}

/** An answer of AWS. */
export interface AwsError {
  /** `AccessDenied`; absent where AWS documents none. */
  readonly code?: string;
  readonly status?: number;
  /** As AWS writes it, mistakes included; absent where AWS documents none. */
  readonly text?: string;
  /** Where it is met. */
  readonly at: 'sign-in and STS' | 'sign-in' | 'STS';
  /** `documented` by AWS, `observed` in answers, or `inferred` by us from what is documented. */
  readonly basis: 'documented' | 'observed' | 'inferred';
  /** Whether every role is concerned. */
  readonly scope: 'login' | 'some roles';
  /** The checks whose findings predict it. */
  readonly checks: readonly string[];
}

/** One value of the Role attribute. */
export interface AwsRole {
  /** As written. */
  readonly value: string;
  readonly account?: string;
  readonly partition?: string;
  readonly role?: string;
  readonly provider?: string;
  readonly outcome: 'granted' | 'refused' | 'unknown';
  /** One sentence. */
  readonly says: string;
  /** What its trust policy says, statement by statement, where it was given. */
  readonly trust?: TrustReport;
  /** The least trust policy that lets this assertion take the role on, where the value can be read. */
  readonly minimalTrustPolicy?: object;
  /** ARN of the session that would come of it. */
  readonly session?: string;
  /** Seconds, where the export says. */
  readonly maxSessionDuration?: number;
  /** The longest DurationSeconds that STS would grant, in seconds; where the maximum of the role is known. */
  readonly longest?: number;
  /** SAML:doc: account and provider. */
  readonly doc?: string;
  /** SAML:namequalifier, as the pseudocode of STS makes it. */
  readonly nameQualifier?: string;
  /** The same as the page on condition keys describes it, which contradicts the pseudocode. */
  readonly nameQualifierWithSlash?: string;
}

/** What the sessions of all roles share. */
export interface AwsSession {
  readonly name?: string;
  readonly sourceIdentity?: string;
  /** SAML:aud, which is Recipient. */
  readonly audience?: string;
  /** SAML:iss. */
  readonly issuer?: string;
  /** SAML:sub, which is NameID. */
  readonly subject?: string;
  /** SAML:sub_type. */
  readonly subjectType?: string;
  readonly region?: string;
  readonly tags: readonly { readonly key: string; readonly value: string; readonly transitive: boolean }[];
  /** How long a session of the console lasts. */
  readonly console: { readonly seconds: number; readonly because: string };
}

/** A trust policy, evaluated. */
export interface TrustReport {
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  readonly says: string;
  readonly actions: readonly {
    readonly action: string;
    readonly outcome: 'allowed' | 'denied' | 'unknown';
    readonly says: string;
  }[];
  readonly statements: readonly TrustStatementReport[];
}

export interface TrustStatementReport {
  /** From 1. */
  readonly number: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly state: 'met' | 'unmet' | 'unknown';
  readonly principal: { readonly matches: boolean; readonly says: string };
  /** Those of the wanted actions it is about. */
  readonly actions: readonly string[];
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    /** Absent where the request has no such key or that is not known. */
    readonly actual?: readonly string[];
    readonly state: 'met' | 'unmet' | 'unknown';
    readonly says: string;
  }[];
}

/** What CloudTrail shows of a login. */
export interface AwsTrail {
  /** One sentence. */
  readonly says: string;
  /** Whether the events have the ID of this very assertion, or only its session name, role and time. */
  readonly match: 'assertion' | 'similar' | 'none';
  readonly calls: readonly AwsTrailCall[];
  readonly signIns: readonly {
    readonly time?: string;
    readonly outcome: string;
    readonly sourceIp?: string;
    readonly error?: string;
  }[];
  /** What the sessions did afterwards. */
  readonly activity: {
    readonly events: number;
    readonly first?: string;
    readonly last?: string;
    readonly addresses: readonly string[];
    readonly regions: readonly string[];
    /** Most frequent first. */
    readonly actions: readonly {
      readonly name: string;
      readonly count: number;
      readonly errors: number;
    }[];
  };
}

export interface AwsTrailCall {
  readonly eventId?: string;
  /** ISO instant. */
  readonly time?: string;
  /** Seconds after IssueInstant. */
  readonly afterIssue?: number;
  readonly region?: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly role?: string;
  readonly provider?: string;
  readonly outcome: 'granted' | 'refused';
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** What the error means, and what to do. */
  readonly explained?: string;
  readonly session?: string;
  /** What AWS logged and what samlscope computes, where both are there. */
  readonly nameQualifier?: {
    readonly logged: string;
    readonly agrees: 'pseudocode' | 'with slash' | 'neither';
  };
}
