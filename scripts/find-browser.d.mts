export function onPath(name: string): string | undefined;
export function findBrowser(): string;
export const WITH_CARD: string[];
export const BROWSER_ARGUMENTS: string[];
