import type { Message } from '../metadata/model.ts';
import { textOf } from '../xml/navigate.ts';
import { ecpRelayStateOf } from './ecp-headers.ts';

/** The RelayState that came with a message: beside it through the browser, in a header through an enhanced client. */
export function relayStateOf(message: Message): string | undefined {
  const header = ecpRelayStateOf(message);
  return message.delivery?.relayState ?? (header && textOf(header));
}
