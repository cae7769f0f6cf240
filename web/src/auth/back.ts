/** A page to go back to, only of our own: an address that leads elsewhere is left out. */
export const back = (wanted: string | undefined): string | undefined => (wanted && /^\/(?![/\\])/.test(wanted) ? wanted : undefined)
