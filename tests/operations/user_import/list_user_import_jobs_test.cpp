#include <vector>

#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

using ListUserImportJobs = PoolTest<ImportPool>;

TEST_F(ListUserImportJobs, ShowsTheNewestFirstInPages) {
  std::vector<std::string> jobs;
  for (int i = 0; i < 3; ++i) {
    jobs.push_back(pool.Add());
  }
  ImportPool(service).Add();
  const Answer first = pool.Call("ListUserImportJobs", R"("MaxResults":2)");
  EXPECT_EQ(first.TextAt("UserImportJobs.0.JobId"), jobs[2]);
  EXPECT_EQ(first.TextAt("UserImportJobs.1.JobId"), jobs[1]);
  EXPECT_EQ(first.TextAt("PaginationToken"), pool.id() + "#" + jobs[1] + "#" + std::to_string(service.clock.Now())) << "the CLI's example";
  const Answer second =
      pool.Call("ListUserImportJobs", R"("MaxResults":2,)" + TextMember("PaginationToken", first.TextAt("PaginationToken")));
  EXPECT_EQ(second.TextAt("UserImportJobs.0.JobId"), jobs[0]);
  EXPECT_FALSE(second.Has("UserImportJobs.1"));
  EXPECT_FALSE(second.Has("PaginationToken"));
}

TEST_F(ListUserImportJobs, ShowsEachJobAsItIsDescribed) {
  const std::string job = pool.Add();
  service.clock.Advance(24 * 60 * 60 * 1000);
  const std::string described = pool.Describe(job).body;
  const std::string inner = described.substr(described.find(':') + 1);
  EXPECT_EQ(pool.Call("ListUserImportJobs", R"("MaxResults":60)").body,
            R"({"UserImportJobs":[)" + inner.substr(0, inner.size() - 1) + "]}");
}

TEST_F(ListUserImportJobs, IsEmptyWithoutJobs) {
  EXPECT_EQ(pool.Call("ListUserImportJobs", R"("MaxResults":1)").body, R"({"UserImportJobs":[]})");
}

TEST_F(ListUserImportJobs, RefusesAnotherListsTokenAndSizesThatTheModelHasNot) {
  pool.Add();
  pool.Add();
  const std::string token = pool.Call("ListUserImportJobs", R"("MaxResults":1)").TextAt("PaginationToken");
  const ImportPool other(service);
  for (const std::string& foreign : {token, std::string("x"), other.id() + token.substr(token.find('#'))}) {
    EXPECT_EQ(other.Try("ListUserImportJobs", R"("MaxResults":1,)" + TextMember("PaginationToken", foreign)),
              "InvalidParameterException: Invalid pagination token given.");
  }
  EXPECT_EQ(pool.Try("ListUserImportJobs", R"("MaxResults":1,)" + TextMember("PaginationToken", token + "0")),
            "InvalidParameterException: Invalid pagination token given.");
  EXPECT_EQ(pool.Call("ListUserImportJobs").ErrorType(), "InvalidParameterException");
  EXPECT_EQ(pool.Call("ListUserImportJobs", R"("MaxResults":61)").ErrorType(), "InvalidParameterException");
}

}  // namespace
}  // namespace rockpool::support
