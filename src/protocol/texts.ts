/** The texts of another language than English, as VS Code keeps them: the English text names its translation. */
export type Texts = Readonly<Record<string, string>>;

/** The element of the panel's page that holds them as JSON; there is none where the texts are English. */
export const TEXTS_ELEMENT = 'texts';
