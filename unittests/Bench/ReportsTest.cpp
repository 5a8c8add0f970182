//===- ReportsTest.cpp - A report as text ---------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reports.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace idealloc;
using namespace idealloc::bench;
using Json = nlohmann::json;

namespace {

/// An instance whose name needs care, with a planner that has a plan and one
/// that has none.
Report example() {
  Trial run{.seed = 0,
            .outcome = Outcome::Optimal,
            .makespan = 20,
            .lowerBound = 20,
            .effort = 1,
            .seconds = 0.5,
            .peakBytes = 3 << 20,
            .inputBytes = 1 << 20};
  Trial none{.outcome = Outcome::Failed, .detail = "said \"no\", <left>"};
  Report report{
      .settings = {.seeds = 2},
      .instances = {{.name = "a|<b>",
                     .file = "x/a|<b>.csv",
                     .buffers = 3,
                     .load = 16,
                     .lowerBound = 16,
                     .capacity = 40}},
      .rows = {{.planner = "p",
                .system = "XLA",
                .effortUnit = "decodes",
                .runs = {run}},
               {.planner = "q", .system = "external", .runs = {none}}}};
  aggregate(report);
  return report;
}

TEST(Report, IsFoundByName) {
  EXPECT_EQ(findReport("table"), &tableReport);
  EXPECT_EQ(findReport("csv"), &csvReport);
  EXPECT_EQ(findReport("json"), &jsonReport);
  EXPECT_EQ(findReport("html"), &htmlReport);
  EXPECT_EQ(findReport("xml"), nullptr);
}

TEST(TableReport, ShowsInstancesThenAll) {
  EXPECT_EQ(
      tableReport(example()),
      R"(## a\|<b>: 3 buffers, load 16, lower bound 20, capacity 40, best known 20

| planner | status  | makespan | min | max | / load | / best |  seconds |      min |      max | peak MiB |   effort |
| ------- | ------- | -------: | --: | --: | -----: | -----: | -------: | -------: | -------: | -------: | -------: |
| p       | optimal |       20 |  20 |  20 | 1.2500 | 1.0000 | 0.500000 | 0.500000 | 0.500000 |      3.0 | 1 decode |
| q       | failed  |          |     |     |        |        |          |          |          |          |          |

q: said "no", <left>

## All 1 instances

| planner | planned | best | / load | / best |  seconds |
| ------- | ------- | ---: | -----: | -----: | -------: |
| p       | 1/1     |    1 | 1.2500 | 1.0000 | 0.500000 |
| q       | 0/1     |    0 |        |        |          |

planned: instances with a plan; best: instances whose median makespan is the best known; ratios: geometric means over the instances with a plan; seconds: sum of the medians
)");
}

TEST(CsvReport, HasOneLinePerRow) {
  EXPECT_EQ(
      csvReport(example()),
      "instance,strategy,system,status,detail,makespan_min,"
      "makespan_median,makespan_max,ratio_to_load,ratio_to_best,"
      "seconds_min,seconds_median,seconds_max,peak_bytes,input_bytes,"
      "effort,effort_unit,lower_bound\n"
      "a|<b>,p,XLA,optimal,,20,20,20,1.25,1,0.5,0.5,0.5,3145728,1048576,"
      "1,decodes,20\n"
      "a|<b>,q,external,failed,\"said \"\"no\"\", <left>\",,,,,,,,,,,,,\n");
}

TEST(JsonReport, HasTheDocumentedShape) {
  Json json = Json::parse(jsonReport(example()));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["options"], Json::parse(R"({
    "seeds": 2, "effort": 1.0, "iterations": null, "time_limit": null,
    "repeat": 1, "threads": 1, "capacity": null})"));
  EXPECT_EQ(json["instances"], Json::parse(R"([{
    "name": "a|<b>", "file": "x/a|<b>.csv", "buffers": 3, "load": 16,
    "lower_bound": 20, "capacity": 40, "best_known": 20}])"));
  ASSERT_EQ(json["results"].size(), 2u);
  EXPECT_EQ(json["results"][0], Json::parse(R"({
    "instance": "a|<b>", "strategy": "p", "system": "XLA",
    "status": "optimal", "detail": "",
    "makespan": {"min": 20, "median": 20, "max": 20},
    "ratio_to_load": 1.25, "ratio_to_best": 1.0,
    "effort": 1, "effort_unit": "decodes",
    "seconds": {"min": 0.5, "median": 0.5, "max": 0.5},
    "peak_bytes": 3145728, "input_bytes": 1048576, "lower_bound": 20,
    "runs": [{"seed": 0, "repetition": 0, "makespan": 20, "seconds": 0.5,
              "peak_bytes": 3145728, "status": "optimal"}]})"));
  const Json &failed = json["results"][1];
  EXPECT_EQ(failed["detail"], "said \"no\", <left>");
  for (const char *key :
       {"makespan", "ratio_to_load", "ratio_to_best", "effort", "seconds",
        "peak_bytes", "input_bytes", "lower_bound"})
    EXPECT_TRUE(failed[key].is_null()) << key;
}

TEST(JsonReport, SurvivesNamesThatAreNotUtf8) {
  Report report{.instances = {{.name = "\xff"}}};
  EXPECT_EQ(Json::parse(jsonReport(report))["instances"][0]["name"],
            "\xef\xbf\xbd");
}

TEST(HtmlReport, EscapesTextAndNeedsNothingElse) {
  std::string page = htmlReport(example());
  EXPECT_NE(page.find("<h2>a|&lt;b&gt;: 3 buffers"), page.npos);
  EXPECT_NE(page.find("<p>q: said &quot;no&quot;, &lt;left&gt;</p>"),
            page.npos);
  EXPECT_EQ(page.find("<b>"), page.npos);
  EXPECT_EQ(page.find("<left>"), page.npos);
  for (const char *outside : {"src=", "href=", "http", "@import"})
    EXPECT_EQ(page.find(outside), page.npos) << outside;
}

TEST(Reports, OfNothingHaveNoRows) {
  EXPECT_NE(tableReport({}).find("## All 0 instances"), std::string::npos);
  EXPECT_EQ(Json::parse(jsonReport({}))["results"], Json::array());
}

} // namespace
