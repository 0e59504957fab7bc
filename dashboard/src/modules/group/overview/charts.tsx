import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

import { type Format, useFormat } from "@/i18n/use-format";

import styles from "./overview.module.css";
import type { Statistics } from "./OverviewTab";

type Days = Statistics["days"];

const HEIGHT = 220;
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const TICK = { fontSize: 11, fill: "var(--cg-text-muted)" };
const TIP = {
  contentStyle: {
    border: "1px solid var(--cg-line)",
    borderRadius: 4,
    background: "var(--cg-surface-raised)",
    color: "var(--cg-text)",
    fontSize: 12,
  },
  labelStyle: { color: "var(--cg-text-muted)" },
  itemStyle: { color: "var(--cg-text)" },
};

/** How many members there were at the end of each day. */
export function MembersChart({ days, colour }: { days: Days; colour: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stroke = colour || "var(--cg-chart-1)";
  return (
    <WithTable
      label={t("group.overview.membersOverTime")}
      days={days}
      columns={[[t("group.overview.members"), (day) => day.members]]}
    >
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <AreaChart data={days} margin={MARGIN} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--cg-line)" />
          <XAxis dataKey="day" {...dayAxis(format)} />
          <YAxis {...numberAxis(format)} domain={["auto", "auto"]} />
          <Tooltip
            {...TIP}
            labelFormatter={(day: unknown) => (typeof day === "string" ? format.day(day) : "")}
            formatter={(value) => [format.number(Number(value)), t("group.overview.members")]}
          />
          <Area
            dataKey="members"
            type="monotone"
            stroke={stroke}
            strokeWidth={2}
            fill={stroke}
            fillOpacity={0.12}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </WithTable>
  );
}

/** How many joined and left on each day. */
export function MovementChart({ days }: { days: Days }) {
  const { t } = useTranslation();
  const format = useFormat();
  const data = days.map((day) => ({ ...day, left: -day.left }));
  const names: Record<string, string> = {
    joined: t("group.overview.joined"),
    left: t("group.overview.left"),
  };
  return (
    <WithTable
      label={t("group.overview.movement")}
      days={days}
      columns={[
        [t("group.overview.joined"), (day) => day.joined],
        [t("group.overview.left"), (day) => day.left],
      ]}
    >
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={data} margin={MARGIN} stackOffset="sign" accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--cg-line)" />
          <XAxis dataKey="day" {...dayAxis(format)} />
          <YAxis
            {...numberAxis(format)}
            tickFormatter={(value: number) => format.number(Math.abs(value))}
          />
          <ReferenceLine y={0} stroke="var(--cg-text-muted)" />
          <Tooltip
            {...TIP}
            cursor={{ fill: "var(--cg-hover)" }}
            labelFormatter={(day: unknown) => (typeof day === "string" ? format.day(day) : "")}
            formatter={(value, name) => [
              format.number(Math.abs(Number(value))),
              names[String(name)] ?? "",
            ]}
          />
          <Bar dataKey="joined" stackId="one" fill="var(--cg-chart-2)" isAnimationActive={false} />
          <Bar dataKey="left" stackId="one" fill="var(--cg-chart-3)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </WithTable>
  );
}

function dayAxis(format: Format) {
  return {
    tick: TICK,
    tickLine: false,
    axisLine: false,
    minTickGap: 48,
    tickFormatter: (day: string) => format.shortDay(day),
  };
}

function numberAxis(format: Format) {
  return {
    tick: TICK,
    tickLine: false,
    axisLine: false,
    width: 48,
    allowDecimals: false,
    tickFormatter: (value: number) => format.short(value),
  };
}

type WithTableProps = {
  label: string;
  days: Days;
  columns: [string, (day: Days[number]) => number][];
  children: ReactNode;
};

/** A chart, and the same as a table for whoever cannot see it or wants the numbers. */
function WithTable({ label, days, columns, children }: WithTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const [isTable, setTable] = useState(false);
  return (
    <div>
      {isTable ? (
        <div id={id} className={styles.numbers}>
          <table aria-label={label}>
            <thead>
              <tr>
                <th scope="col">{t("group.overview.day")}</th>
                {columns.map(([name]) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{format.day(day.day)}</th>
                  {columns.map(([name, read]) => (
                    <td key={name}>{format.number(read(day))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div id={id} role="group" aria-label={label}>
          {children}
        </div>
      )}
      <button
        type="button"
        className={styles.switch}
        aria-controls={id}
        onClick={() => setTable(!isTable)}
      >
        {t(isTable ? "group.overview.asChart" : "group.overview.asTable")}
      </button>
    </div>
  );
}
