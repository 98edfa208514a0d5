import { all } from "../condition.ts";
import { dwell } from "../conditions/dwell.ts";
import { onPage } from "../conditions/on-page.ts";
import type { Builtin } from "./builtin.ts";
import { TRIGGER_ID_SECTION_PLAYBOOK_MATCH } from "./proactive-trigger-ids.ts";

export interface SectionPlaybookMatchParams {
  /** Page patterns of the section. */
  readonly section: readonly string[];
  readonly dwellS: number;
}

/** Being where guidance was written for. */
export const sectionPlaybookMatch: Builtin<SectionPlaybookMatchParams> = {
  id: TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
  title: "Section with guidance",
  description:
    "The user is in a part of the product for which there is something to say, and has stayed there for a moment.",
  parameters: {
    section: { type: "texts", required: true, description: "Page patterns of the section." },
    dwellS: {
      type: "number",
      default: 10,
      min: 0,
      max: 1800,
      description: "Active time on a page of it: passing through is no interest.",
    },
  },
  defaultBody: "There’s a quick guide for this part. Want to see it?",
  when: ({ section, dwellS }) => all(onPage(...section), dwell({ forS: dwellS })),
};
