import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: [
    "../saleor_customer_groups/graphql/schema.graphql",
    "../saleor_customer_groups/standalone/schema.graphql",
    "../saleor_customer_groups/plugin/schema.graphql",
  ],
  documents: ["src/**/*.graphql"],
  generates: {
    "src/api/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        defaultScalarType: "unknown",
        scalars: {
          DateTime: "string",
          Date: "string",
          // A text says amounts exactly as they were typed.
          Decimal: { input: "number | string", output: "number" },
          JSON: "unknown",
          Upload: "File",
        },
      },
    },
  },
};

export default config;
