import Tabs from '@cloudscape-design/components/tabs';
import { createContext, useContext, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Subject } from '../../charts/subject.ts';
import { paths, TUNING_JOB_TABS, type TuningJobTab } from '../../paths.ts';
import { TABS, type TabProps } from './tabs.tsx';
import { useSelection, type Selection } from './use-view.ts';

const TabContext = createContext<TabProps | undefined>(undefined);

/** A tab's content takes what it is about from context: with every report that is new, while the row of tabs stays. */
function TabContent({ id }: { readonly id: TuningJobTab }) {
  const props = useContext(TabContext);
  const { Content } = TABS[id];
  return props && <Content {...props} />;
}

interface TuningJobTabsProps extends Omit<TabProps, keyof Selection> {
  readonly active: TuningJobTab;
}

export function TuningJobTabs({ active, ...props }: TuningJobTabsProps) {
  const navigate = useNavigate();
  // What is selected and how it is looked at goes along from tab to tab.
  const { search } = useLocation();
  const selection = useSelection(props.trainingJobs);
  const name = props.job.HyperParameterTuningJobName;
  const tabs = useMemo(() => {
    const hrefOf = (tab: TuningJobTab) => paths.tuningJob(name, tab) + search;
    return (
      <Tabs
        ariaLabel="Tuning job details"
        activeTabId={active}
        onChange={({ detail }) => {
          const tab = TUNING_JOB_TABS.find((each) => each === detail.activeTabId);
          if (tab) void navigate(hrefOf(tab));
        }}
        tabs={TUNING_JOB_TABS.map((id) => ({
          id,
          label: TABS[id].label,
          href: hrefOf(id),
          content: <TabContent id={id} />,
        }))}
      />
    );
  }, [name, search, active, navigate]);
  return (
    <Subject value={name}>
      <TabContext value={{ ...props, ...selection }}>{tabs}</TabContext>
    </Subject>
  );
}
