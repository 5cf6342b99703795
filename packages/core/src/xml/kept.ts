import type { XmlDocument } from './document.ts';

/**
 * A question about a document or a part of it, whose answer is kept with the document for whoever asks again.
 *
 * Not in a WeakMap: V8 takes what a WeakMap holds for alive until it next looks through the whole heap, and an answer
 * leads back to the document. Each message inspected would outlive its inspection by far, and collecting them would take
 * a fifth of all time.
 *
 * @param find computes the answer; never `undefined`
 * @param documentOf the document that a part belongs to
 */
export function kept<Part extends object, Answer extends object>(
  find: (part: Part) => Answer,
  documentOf: (part: Part) => Pick<XmlDocument, 'kept'>,
): (part: Part) => Answer {
  return (part) => {
    const document = documentOf(part);
    let answers = document.kept.get(find) as Map<Part, Answer> | undefined;
    if (!answers) {
      answers = new Map();
      document.kept.set(find, answers);
    }
    let answer = answers.get(part);
    if (answer === undefined) {
      answer = find(part);
      answers.set(part, answer);
    }
    return answer;
  };
}
