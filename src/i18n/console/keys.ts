/** Keys as they are written on a keyboard, where that is no letter. */
export const keyNamesEn = {
  ...{ esc: 'Esc', tab: 'Tab', enter: 'Enter', space: 'Space' },
  ...{ pagedown: 'PgDn', pageup: 'PgUp', home: 'Home', end: 'End' },
  ...{ up: 'Up', down: 'Down', left: 'Left', right: 'Right' },
  ...{ backspace: 'Backspace', delete: 'Del', shift: 'Shift' },
};

export const keyNamesFr: typeof keyNamesEn = {
  ...{ esc: 'Échap', tab: 'Tab', enter: 'Entrée', space: 'Espace' },
  ...{ pagedown: 'PgSuiv', pageup: 'PgPréc', home: 'Début', end: 'Fin' },
  ...{ up: 'Haut', down: 'Bas', left: 'Gauche', right: 'Droite' },
  ...{ backspace: 'Retour', delete: 'Suppr', shift: 'Maj' },
};
