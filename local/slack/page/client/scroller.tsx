import type { ComponentChildren, JSX, Ref } from "preact";

/** What scrolls, by the keyboard too. */
export function Scroller({
  className,
  label,
  live,
  box,
  onScroll,
  children,
}: {
  readonly className: string;
  readonly label: string;
  /** New things are added at its end. */
  readonly live?: true;
  readonly box?: Ref<HTMLElement>;
  readonly onScroll?: (element: HTMLElement) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section
      class={className}
      ref={box ?? null}
      tabIndex={0}
      role={live ? "log" : undefined}
      aria-label={label}
      onScroll={(event) => onScroll?.(event.currentTarget)}
    >
      {children}
    </section>
  );
}
