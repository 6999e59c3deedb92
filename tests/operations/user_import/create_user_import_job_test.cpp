#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

using CreateUserImportJob = PoolTest<ImportPool>;

TEST_F(CreateUserImportJob, AnswersWithTheJobAndTheAddressForItsFile) {
  const Answer answer = pool.Create(R"("PasswordHashingAlgorithm":"BCRYPT")");
  const std::string job = answer.TextAt("UserImportJob.JobId");
  EXPECT_EQ(job.size(), std::string("import-").size() + 10);
  const std::string url = answer.TextAt("UserImportJob.PreSignedUrl");
  EXPECT_EQ(url.find("http://127.0.0.1:9229/import/" + pool.id() + "/" + job +
                     "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20231114T221320Z&X-Amz-Expires=899&"
                     "X-Amz-SignedHeaders=host%3Bx-amz-server-side-encryption&X-Amz-Signature="),
            0U)
      << url;
  EXPECT_EQ(answer.body, R"({"UserImportJob":{"CloudWatchLogsRoleArn":")" + std::string(kRole) +
                             R"(","CreationDate":1700000000.000,"FailedUsers":0,"ImportedUsers":0,"JobId":")" + job +
                             R"(","JobName":"a job","PasswordHashingAlgorithm":"BCRYPT","PreSignedUrl":")" + url +
                             R"(","SkippedUsers":0,"Status":"Created","UserPoolId":")" + pool.id() + R"("}})");
}

TEST_F(CreateUserImportJob, TakesANameTwice) { EXPECT_NE(pool.Add(), pool.Add()); }

TEST_F(CreateUserImportJob, TellsAPoolThatTheCallerHasNot) {
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "210987654321"}, "CreateUserImportJob",
                                  TextMember("JobName", "a") + "," + TextMember("CloudWatchLogsRoleArn", kRole))),
            NoSuchPool(pool.id()));
}

TEST_F(CreateUserImportJob, RefusesARoleOfAnotherAccountAndMoreJobsThanThereMayBe) {
  TestService small({.quotas = {.user_import_jobs = 1}});
  const ImportPool own(small, "", {.access_key = "210987654321"});
  EXPECT_EQ(OutcomeOf(own.Create()), "NotAuthorizedException: Cross-account pass role is not allowed.");
  const ImportPool mine(small, "", {.access_key = "123456789012"});
  mine.Add();
  EXPECT_EQ(mine.Create().ErrorType(), "LimitExceededException");
}

TEST_F(CreateUserImportJob, HoldsTheNameToTheModel) { EXPECT_EQ(pool.Create("", "no/slash").ErrorType(), "InvalidParameterException"); }

}  // namespace
}  // namespace rockpool::support
