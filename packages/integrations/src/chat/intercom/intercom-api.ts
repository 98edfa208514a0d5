import { isObject, textOf } from "../../sources/body/json-values.ts";
import type { VendorRules } from "../bridge/call-vendor.ts";
import type { BridgeOptions } from "../bridge/manifest.ts";

/** Intercom shows three quick replies well; more wrap out of sight. */
export const INTERCOM_PROMPTS_MAX = 3;

export const INTERCOM_REGIONS: Readonly<Record<string, string>> = {
  us: "https://api.intercom.io",
  eu: "https://api.eu.intercom.io",
  au: "https://api.au.intercom.io",
};

/** `Intercom-Version` by what is asked: an older version ignores quick replies, and deleting came with 2.15. */
export const INTERCOM_VERSIONS = { rest: "2.11", quickReply: "Unstable", remove: "2.15" } as const;

export function intercomApi({ region }: BridgeOptions): string {
  return INTERCOM_REGIONS[String(region ?? "us")] ?? "https://api.intercom.io";
}

export function intercomHeaders(
  { accessToken }: BridgeOptions,
  version: string = INTERCOM_VERSIONS.rest,
): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${String(accessToken)}`, "intercom-version": version };
}

export function intercomQuickReplyHeaders(options: BridgeOptions): Readonly<Record<string, string>> {
  return intercomHeaders(options, INTERCOM_VERSIONS.quickReply);
}

export const INTERCOM_RULES: VendorRules = {
  vendor: "Intercom",
  errorCode({ errors }) {
    const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
    return isObject(first) ? textOf(first.code) : undefined;
  },
  codes: {
    unauthorized: "unauthorised",
    token_unauthorized: "unauthorised",
    token_not_found: "unauthorised",
    token_revoked: "unauthorised",
    token_expired: "unauthorised",
    token_suspended: "forbidden",
    forbidden: "forbidden",
    action_forbidden: "forbidden",
    api_plan_restricted: "quota_exhausted",
    intercom_version_invalid: "payload_refused",
    not_found: "conversation_not_found",
    conversation_not_found: "conversation_not_found",
    admin_not_found: "options_invalid",
    parameter_invalid: "payload_refused",
    parameter_not_found: "payload_refused",
    rate_limit_exceeded: "rate_limited",
    server_error: "vendor_unavailable",
    service_unavailable: "vendor_unavailable",
    server_timeout: "vendor_unavailable",
  },
  fixes: {
    unauthorised: "Copy the access token again from Intercom's Developer Hub into `accessToken`.",
    forbidden: "Give the app the permission to write conversations, in Intercom's Developer Hub.",
    options_invalid: "Set `adminId` to an admin of this workspace; GET /admins lists them.",
    quota_exhausted: "The workspace's plan does not include this part of the API.",
    wrong_address: "Set `region` to where the workspace is: us, eu or au.",
  },
};
