// The redirects as the tables that hosts read.
const tables = [
  { file: "_redirects", line: ({ from, to }) => `${from} ${to} 301` },
  { file: ".htaccess", line: ({ from, to }) => `Redirect 301 ${from} ${to}` },
  { file: "redirects.nginx.conf", line: ({ from, to }) => `rewrite ^${from}$ ${to} permanent;` },
];

export const data = {
  tables,
  pagination: { data: "tables", size: 1, alias: "table" },
  permalink: ({ table }) => `/${table.file}`,
};

export const render = ({ table, collections }) =>
  collections.forwards.filter((forward) => forward.isInTables).map(table.line).join("\n") + "\n";
