#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

using DescribeUserImportJob = PoolTest<ImportPool>;

TEST_F(DescribeUserImportJob, ShowsTheJobWithItsAddressAgain) {
  const Answer created = pool.Create();
  EXPECT_EQ(pool.Describe(created.TextAt("UserImportJob.JobId")).body, created.body);
}

TEST_F(DescribeUserImportJob, TellsAJobThatThePoolHasNot) {
  const ImportPool other(service);
  const std::string job = other.Add();
  EXPECT_EQ(pool.TryOf("DescribeUserImportJob", job), "ResourceNotFoundException: User import job " + job + " does not exist.");
  EXPECT_EQ(pool.TryOf("DescribeUserImportJob", "import-x"), "ResourceNotFoundException: User import job import-x does not exist.");
}

TEST_F(DescribeUserImportJob, TellsAJobThatNobodyStartsForADayAsExpired) {
  const std::string job = pool.Add();
  service.clock.Advance(24 * 60 * 60 * 1000 - 1);
  EXPECT_EQ(pool.StatusOf(job), "Created");
  service.clock.Advance(1);
  const Answer answer = pool.Describe(job);
  EXPECT_EQ(answer.TextAt("UserImportJob.Status"), "Expired");
  EXPECT_EQ(answer.TextAt("UserImportJob.CompletionMessage"), "The user import job has expired.");
  EXPECT_EQ(answer.At("UserImportJob.CompletionDate").GetDouble(), 1'700'086'400.0);
}

TEST_F(DescribeUserImportJob, TellsAPoolThatTheCallerHasNot) {
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "210987654321"}, "DescribeUserImportJob", TextMember("JobId", "import-x"))),
            NoSuchPool(pool.id()));
}

}  // namespace
}  // namespace rockpool::support
