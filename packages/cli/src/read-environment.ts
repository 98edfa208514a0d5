import { loadDotenv } from "c12";

/**
 * The variables of the process, with those of a `.env` file in `cwd` added. What the process was given wins: an operator
 * who sets a variable for one run must not have to edit a file.
 */
export async function readEnvironment(
  cwd: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, string | undefined>>> {
  const file = await loadDotenv({ cwd, fileName: ".env", env: {}, interpolate: false });
  return { ...file, ...variables };
}
