// PostGraphile as it is run for real: no GraphiQL, no watching, no plans in answers, as many connections as Styrgraf has.
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

export default {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public"], poolConfig: { max: 12 } })],
  // Its own shortcut past making objects of what PostgreSQL gives as JSON.
  grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
  grafast: { explain: false },
};
