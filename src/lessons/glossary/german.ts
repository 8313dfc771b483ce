/** The technical words of lessons in German, by their English names. Cases and plurals are forms of their own. */
import type { EnglishWord } from './english';
import type { GlossaryEntry } from './glossary';

const entry = (
  name: string,
  forms: readonly string[],
  meaning: string,
  otherwise: readonly string[] = [],
): GlossaryEntry => ({ name, forms, meaning, otherwise });

export const GERMAN: Readonly<Record<EnglishWord, GlossaryEntry>> = {
  'activation function': entry(
    'Aktivierungsfunktion',
    ['Aktivierungsfunktionen', 'Aktivierung', 'Aktivierungen'],
    'Die Funktion, die eine Schicht nach ihrem Matrizenprodukt auf jede Zahl anwendet, damit die Schichten nicht zu einem einzigen Produkt zusammenfallen.',
  ),
  backpropagation: entry(
    'Backpropagation',
    [],
    'Den Gradienten jedes Gewichts mit der Kettenregel berechnen, vom Verlust zurück bis zur ersten Schicht.',
  ),
  'backward pass': entry(
    'Rückwärtsdurchlauf',
    [
      'Rückwärtsdurchlaufs',
      'Rückwärtsdurchläufe',
      'Rückwärtsschritt',
      'Rückwärtsschritts',
      'Rückwärtsschritte',
      'Rückwärtsschritten',
    ],
    'Der Weg vom Verlust zurück durch die Schichten, auf dem alle Gradienten berechnet werden.',
  ),
  batch: entry(
    'Batch',
    ['Batches', 'Batchs'],
    'Die Beispiele, die in einem Schritt gemeinsam durch das Netz gehen: In jeder Matrix hat jedes von ihnen eine Zeile.',
  ),
  'batch step': entry(
    'Batch-Schritt',
    ['Batch-Schritte', 'Batch-Schritten', 'Batch-Schritts'],
    'Für einen Batch ein Vorwärtsdurchlauf, der Verlust, ein Rückwärtsdurchlauf und die Aktualisierung. Hier wird ab 0 gezählt.',
  ),
  bias: entry('Bias', ['Biases'], 'Eine Zahl für jede Einheit, die nach dem Matrizenprodukt addiert wird.'),
  'chain rule': entry(
    'Kettenregel',
    [],
    'Die Ableitung von zwei Funktionen hintereinander ist das Produkt ihrer Ableitungen.',
  ),
  column: entry(
    'Spalte',
    ['Spalten'],
    'Die Zahlen einer Matrix, die untereinander stehen. In einer Gewichtsmatrix gehört eine Spalte zu einer Einheit.',
  ),
  derivative: entry(
    'Ableitung',
    ['Ableitungen'],
    'Wie sehr sich ein Ergebnis bei einer kleinen Änderung dessen ändert, wovon es abhängt, als Verhältnis.',
  ),
  'dot product': entry(
    'Skalarprodukt',
    ['Skalarprodukte', 'Skalarprodukten', 'Skalarprodukts'],
    'Zwei Reihen von Zahlen Stelle für Stelle multiplizieren und die Produkte addieren: eine einzige Zahl.',
  ),
  'element by element': entry(
    'Element für Element',
    ['elementweise'],
    'Jede Zahl mit derjenigen, die in der anderen Matrix an derselben Stelle steht.',
  ),
  epoch: entry('Epoche', ['Epochen'], 'Ein Durchgang durch alle Trainingsdaten.'),
  'forward pass': entry(
    'Vorwärtsdurchlauf',
    [
      'Vorwärtsdurchlaufs',
      'Vorwärtsdurchläufe',
      'Vorwärtsschritt',
      'Vorwärtsschritts',
      'Vorwärtsschritte',
      'Vorwärtsschritten',
    ],
    'Der Weg von der Eingabe durch die Schichten bis zur Ausgabe.',
  ),
  gradient: entry(
    'Gradient',
    ['Gradienten'],
    'Die Ableitungen des Verlusts nach vielen Zahlen auf einmal, eine für jede von ihnen, in derselben Form.',
  ),
  'Hadamard product': entry(
    'Hadamard-Produkt',
    ['Hadamard-Produkts'],
    'Das Produkt Element für Element von zwei Matrizen derselben Form, geschrieben ∘.',
  ),
  'hidden layer': entry(
    'verdeckte Schicht',
    ['verdeckten Schicht', 'verdeckter Schicht', 'verdeckten Schichten', 'verdeckte Schichten'],
    'Eine Schicht zwischen der Eingabe und der letzten Schicht: Kein Zielwert sagt, was sie ausgeben soll.',
  ),
  Jacobian: entry(
    'Jacobi-Matrix',
    ['Jacobi-Matrizen'],
    'Die Matrix aller Ableitungen mehrerer Ausgaben nach mehreren Eingaben.',
  ),
  layer: entry(
    'Schicht',
    ['Schichten', 'Ausgabeschicht'],
    'Ein Matrizenprodukt mit einem Bias, gefolgt von einer Aktivierungsfunktion.',
  ),
  'learning rate': entry(
    'Lernrate',
    ['Lernraten'],
    'Die Zahl, mit der ein Gradient multipliziert wird, bevor er von den Gewichten abgezogen wird: wie groß ein Schritt ist.',
  ),
  loss: entry(
    'Verlust',
    ['Verluste', 'Verlusten', 'Verlusts', 'Verlustes'],
    'Eine Zahl, die sagt, wie weit die Ausgabe vom Zielwert entfernt ist: 0 ist vollkommen.',
  ),
  matrix: entry(
    'Matrix',
    ['Matrizen', 'Gewichtsmatrix', 'Gewichtsmatrizen'],
    'Zahlen in Zeilen und Spalten.',
  ),
  'matrix product': entry(
    'Matrizenprodukt',
    ['Matrizenprodukte', 'Matrizenprodukten', 'Matrizenprodukts', 'Matrixprodukt'],
    'Jeder Eintrag ist das Skalarprodukt aus einer Zeile der linken und einer Spalte der rechten Matrix.',
  ),
  'outer product': entry(
    'äußeres Produkt',
    [
      'äußere Produkt',
      'äußeren Produkt',
      'äußeren Produkts',
      'äußere Produkte',
      'äußeren Produkte',
      'äußerer Produkte',
      'äußeren Produkten',
    ],
    'Eine Spalte mal eine Zeile: jede Zahl der einen mit jeder Zahl der anderen. Das ergibt eine Matrix.',
  ),
  output: entry(
    'Ausgabe',
    ['Ausgaben'],
    'Was eine Schicht auf ihre Eingabe hin liefert; die der letzten Schicht ist die Antwort des Netzes.',
  ),
  overshoot: entry(
    'hinausschießen',
    ['hinausschießt', 'überschießen', 'überschießt'],
    'Über den tiefsten Punkt hinausgehen, weil der Schritt zu groß war.',
  ),
  parameter: entry(
    'Parameter',
    ['Parametern', 'Parameters'],
    'Eine Zahl, die das Training ändert: ein Gewicht oder ein Bias.',
  ),
  'row vector': entry(
    'Zeilenvektor',
    ['Zeilenvektors', 'Zeilenvektoren'],
    'Eine Matrix mit einer einzigen Zeile. Ein Beispiel ist hier ein Zeilenvektor, wie in NumPy und PyTorch.',
  ),
  sample: entry(
    'Beispiel',
    ['Beispiele', 'Beispielen', 'Beispiels'],
    'Ein Fall aus den Daten: eine Eingabe mit ihrem Zielwert.',
    ['zum Beispiel'],
  ),
  shape: entry(
    'Form',
    ['Formen'],
    'Wie viele Zeilen und Spalten eine Matrix hat: 2 × 3 sind zwei Zeilen und drei Spalten.',
    ['in Form von'],
  ),
  slope: entry(
    'Steigung',
    ['Steigungen'],
    'Wie steil eine Kurve an einem Punkt ansteigt: ihre Ableitung dort.',
  ),
  target: entry(
    'Zielwert',
    ['Zielwerte', 'Zielwerten', 'Zielwerts'],
    'Die richtige Antwort für ein Beispiel, mit der die Ausgabe verglichen wird.',
  ),
  transpose: entry(
    'Transponierte',
    ['Transponierten', 'transponieren', 'transponiert'],
    'Die Matrix mit vertauschten Zeilen und Spalten, geschrieben ᵀ.',
  ),
  unit: entry(
    'Einheit',
    ['Einheiten'],
    'Eine Ausgabe einer Schicht: eine Spalte ihrer Gewichte und ein Bias.',
  ),
  update: entry(
    'Aktualisierung',
    ['Aktualisierungen', 'aktualisieren', 'aktualisiert'],
    'Die letzte Phase eines Batch-Schritts: Jedes Gewicht bewegt sich gegen seinen Gradienten.',
  ),
  vector: entry(
    'Vektor',
    ['Vektoren', 'Vektors'],
    'Zahlen in einer einzigen Zeile oder einer einzigen Spalte.',
  ),
  weight: entry(
    'Gewicht',
    ['Gewichte', 'Gewichten', 'Gewichts'],
    'Eine Zahl, die sagt, wie stark eine Eingabe der Schicht für eine ihrer Einheiten zählt.',
  ),
};
