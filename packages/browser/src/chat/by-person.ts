/** A listener that runs `onPress` for what a person did, and not for a click that a script made up. */
export function byPerson(onPress: () => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) onPress();
  };
}
