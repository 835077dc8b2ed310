/** Beside the word that tells a subscription's state. */
export const stateColors = { active: 'green', paused: 'orange', inactive: 'grey' } as const;
