import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "../../../../scripts/bootstrap.mjs";
import { pack } from "../../../../scripts/pack.mjs";

/** What of a published `package.json` the tests look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export interface Installed {
  readonly manifest: Manifest;
  /** Absolute. */
  readonly folder: string;
}

/** A folder of somebody else's, in which the packages are installed from what is published. */
export interface Project {
  readonly folder: string;
  readonly packages: readonly Installed[];
  remove(): void;
}

/**
 * Packs every package and installs the files as npm would, without a network: unpacked into `node_modules`, beside links
 * to those modules of this repository that the packages say they need, and to no others.
 * @param extras Modules that the project itself depends on.
 */
export async function installPacked(extras: readonly string[]): Promise<Project> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "usher-packed-")));
  const files = await pack(join(folder, "packed"));
  const packages = files.map((file) => unpack(file, folder));
  const ours = new Set(packages.map(({ manifest }) => manifest.name));
  const needed = packages.flatMap(({ manifest: { dependencies, peerDependencies } }) => [
    ...Object.keys(dependencies ?? {}),
    ...Object.keys(peerDependencies ?? {}),
  ]);
  for (const name of new Set([...needed, ...extras])) if (!ours.has(name)) link(name, folder);
  return { folder, packages, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function unpack(file: string, project: string): Installed {
  const scratch = mkdtempSync(join(project, "unpacked-"));
  execFileSync("tar", ["-xzf", file, "-C", scratch]);
  const unpacked = join(scratch, "package");
  const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as Manifest;
  const folder = join(project, "node_modules", manifest.name);
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(unpacked, folder);
  rmSync(scratch, { recursive: true });
  return { manifest, folder };
}

function link(name: string, project: string): void {
  const target = join(ROOT, "node_modules", name);
  if (!existsSync(target)) throw new Error(`${name} is not installed in this repository`);
  const path = join(project, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}
