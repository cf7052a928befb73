"""Practices of England on two days: patients by integrated care system, and networks whose members changed.

A notebook as a script: every "# %%" begins a cell. Run it whole, or cell by cell in an editor that knows them.
"""

# %% The server, and the two days.
import os

import pandas as pd
import requests

URL = os.environ.get("GRAPHQL_URL", "http://127.0.0.1:8080/graphql")
BEFORE, AFTER = "2021-04-01", "2026-04-01"
WHOLE = "{:.0f}".format

# %% One operation is asked at a time. Every error has a code.
session = requests.Session()


def ask(query, **variables):
    response = session.post(URL, json={"query": query, "variables": variables}, timeout=60)
    answer = response.json()
    if "errors" in answer:
        raise RuntimeError("\n".join(f"{e['extensions']['code']}: {e['message']}" for e in answer["errors"]))
    return answer["data"]


# %% A list comes page by page: the cursor of one page's end is where the next begins.
PRACTICES = """
query Practices($on: Date!, $after: String) {
  practices(asOf: $on, first: 2000, after: $after) {
    nodes {
      odsCode listSize
      integratedCareSystem { name }
      region { name }
      primaryCareNetwork { odsCode name }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
COLUMNS = ["listSize", "integratedCareSystem.name", "region.name", "primaryCareNetwork.odsCode", "primaryCareNetwork.name"]


def practices(on):
    """The practices that are open on a day, a row each, with what they belong to on that day."""
    rows, after = [], None
    while True:
        page = ask(PRACTICES, on=on, after=after)["practices"]
        rows += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    return pd.json_normalize(rows).set_index("odsCode").reindex(columns=COLUMNS)


before, after = practices(BEFORE), practices(AFTER)
print(f"{len(before)} practices on {BEFORE}, {len(after)} on {AFTER}; {len(before.index.intersection(after.index))} on both.")

# %% Patients by system. Both days go by the system of the second: there are none before 1 July 2022.
both = before.merge(after, left_index=True, right_index=True, suffixes=(".before", ".after"))
sized = both.dropna(subset=["listSize.before", "listSize.after"])
systems = sized.groupby("integratedCareSystem.name.after").agg(
    region=("region.name.after", "first"),
    practices=("listSize.after", "size"),
    before=("listSize.before", "sum"),
    after=("listSize.after", "sum"),
)
systems["change %"] = (100 * (systems["after"] / systems["before"] - 1)).round(1)
most = systems.rename_axis("system").reset_index().sort_values(["change %", "after"], ascending=False).head(10)
print("\nPatients of those with a list size on both, by integrated care system. The ten that grew most:\n")
print(most.to_string(index=False, formatters={"before": WHOLE, "after": WHOLE, "change %": "{:.1f}".format}))

# %% Practices that have left their network for another one.
was, now = both["primaryCareNetwork.odsCode.before"], both["primaryCareNetwork.odsCode.after"]
moved = both[was.notna() & now.notna() & (was != now)]
networks = moved.groupby("primaryCareNetwork.name.before").agg(
    practices=("listSize.after", "size"), patients=("listSize.after", "sum"), into=("primaryCareNetwork.name.after", "nunique")
)
most = networks.rename_axis("network").reset_index().sort_values(["patients", "practices"], ascending=False).head(5)
print(f"\n{len(moved)} of them are in another network. The five that most patients left with their practices:\n")
print(most.to_string(index=False, formatters={"patients": WHOLE}))
