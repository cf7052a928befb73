// profiling has Yoga give each request a driver of its own, which profiles the statements that the library runs,
// and write the sum of their database hits into the header of the answer.
export function profiling(driver) {
  const hits = new WeakMap(); // by request
  return {
    context: ({ request }) => {
      hits.set(request, 0);
      const profiled = (tx) => ({
        run: async (statement, parameters) => {
          const result = await tx.run(`PROFILE ${statement}`, parameters);
          hits.set(request, hits.get(request) + hitsOf(result.summary.profile));
          return result;
        },
      });
      const session = (config) => {
        const real = driver.session(config);
        return {
          executeRead: (work, config) => real.executeRead((tx) => work(profiled(tx)), config),
          close: () => real.close(),
        };
      };
      return { executionContext: { session, executeQueryBookmarkManager: driver.executeQueryBookmarkManager } };
    },
    plugins: [
      {
        onResponse: ({ request, response }) => {
          if (hits.has(request)) response.headers.set("x-database-hits", String(hits.get(request)));
        },
      },
    ],
  };
}

const hitsOf = (plan) => plan.children.reduce((sum, child) => sum + hitsOf(child), Number(plan.dbHits));
