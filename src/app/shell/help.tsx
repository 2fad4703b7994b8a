import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

export interface HelpTopic {
  readonly title: string;
  readonly body: ReactNode;
}

interface Help {
  readonly topic: HelpTopic | undefined;
  readonly open: boolean;
  readonly show: (topic: HelpTopic) => void;
  readonly setOpen: (open: boolean) => void;
}

const HelpContext = createContext<Help | undefined>(undefined);

export function HelpProvider({ children }: { readonly children: ReactNode }) {
  const [topic, setTopic] = useState<HelpTopic>();
  const [open, setOpen] = useState(false);
  const value = useMemo(
    () => ({
      topic,
      open,
      setOpen,
      show: (next: HelpTopic) => {
        setTopic(next);
        setOpen(true);
      },
    }),
    [topic, open],
  );
  return <HelpContext value={value}>{children}</HelpContext>;
}

/** The help panel on the right: `show(topic)` fills and opens it. */
export function useHelp(): Help {
  const help = useContext(HelpContext);
  if (!help) throw new Error('useHelp is used outside HelpProvider.');
  return help;
}
