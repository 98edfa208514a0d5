import { adoptionGap } from "./adoption-gap.ts";
import type { AnyBuiltin } from "./builtin.ts";
import { bulkByHand } from "./bulk-by-hand.ts";
import { pingPong } from "./canonical-url-ping-pong-builtin.ts";
import { deadClick } from "./dead-click.ts";
import { errorClick } from "./error-click.ts";
import { fieldStruggle } from "./field-struggle.ts";
import { firstTimePath } from "./first-time-path.ts";
import { formAbandon } from "./form-abandon.ts";
import { offPath } from "./off-path.ts";
import { pageLoop } from "./page-loop.ts";
import { prerequisiteGap } from "./prerequisite-gap.ts";
import { quickBack } from "./quick-back.ts";
import { rageClick } from "./rage-click.ts";
import { repeatAttempt } from "./repeat-attempt.ts";
import { repeatFailure } from "./repeat-failure.ts";
import { repeatOpen } from "./repeat-open.ts";
import { resumeAfterGap } from "./resume-after-gap.ts";
import { sectionPlaybookMatch } from "./section-playbook-match-builtin.ts";
import { skippedStep } from "./skipped-step.ts";
import { stuckStep } from "./stuck-step.ts";
import { userPageDwell } from "./user-page-dwell-builtin.ts";

/** Every built-in, in the order of the documentation. */
export const BUILTINS: readonly AnyBuiltin[] = [
  pingPong,
  userPageDwell,
  sectionPlaybookMatch,
  rageClick,
  deadClick,
  errorClick,
  quickBack,
  pageLoop,
  fieldStruggle,
  formAbandon,
  repeatOpen,
  repeatFailure,
  stuckStep,
  bulkByHand,
  offPath,
  skippedStep,
  resumeAfterGap,
  adoptionGap,
  repeatAttempt,
  firstTimePath,
  prerequisiteGap,
];

export function findBuiltin(id: string): AnyBuiltin | undefined {
  return BUILTINS.find((builtin) => builtin.id === id);
}
