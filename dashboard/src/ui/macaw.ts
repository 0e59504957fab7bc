import * as Macaw from "@saleor/macaw-ui";
import type { ComponentPropsWithRef, ComponentType, ReactNode } from "react";

/*
 * macaw-ui's components with the properties that are used here. Their own types list every
 * style that a box can have, which makes checking them take minutes.
 */

type ButtonProps = ComponentPropsWithRef<"button"> & {
  variant?: "primary" | "secondary" | "tertiary" | "error";
  size?: "small" | "medium" | "large";
  icon?: ReactNode;
};

type CheckboxProps = {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean | "indeterminate") => void;
  children: ReactNode;
};

type SkeletonProps = { height?: number; width?: number | "100%" };

type ThemeName = "defaultLight" | "defaultDark";
type ThemeProviderProps = { defaultTheme: ThemeName; children: ReactNode };

export const Button = Macaw.Button as unknown as ComponentType<ButtonProps>;
export const Checkbox = Macaw.Checkbox as unknown as ComponentType<CheckboxProps>;
export const Skeleton = Macaw.Skeleton as unknown as ComponentType<SkeletonProps>;
export const Spinner = Macaw.Spinner as unknown as ComponentType;
export const ThemeProvider = Macaw.ThemeProvider as unknown as ComponentType<ThemeProviderProps>;
export const useTheme = Macaw.useTheme as () => { setTheme: (theme: ThemeName) => void };
