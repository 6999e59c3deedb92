// The logs of imports under /_rockpool/imports.
#include "server/workbench/imports.h"

#include <gtest/gtest.h>

#include <string>

#include "server/http/router.h"
#include "server/protocol/json_owner.h"
#include "storage/store.h"
#include "tests/support/test_service.h"

namespace rockpool::workbench {
namespace {

class ImportsTest : public ::testing::Test {
 protected:
  ImportsTest() {
    AddImports(workbench_, service.world(), service.random);
    workbench_.Mount(router_);
  }

  http::Response Get(const std::string& job, const std::string& host = "localhost") {
    http::Request request;
    request.method = "GET";
    request.path = "/_rockpool/imports/" + job;
    request.headers.Add("Host", host);
    return http::WorkOutHere(*router_.Route(std::move(request)).work);
  }

  support::TestService service;
  const std::string pool = service.CreatePool();

 private:
  protocol::JsonOwner api_{service.random};
  http::Router router_{api_};
  triggers::Faults trigger_faults_;
  Workbench workbench_{service.faults, trigger_faults_, [] {}, {}, service.random};
};

TEST_F(ImportsTest, ShowTheLogAndWhereAwsKeepsIt) {
  const std::string job = service
                              .Call("CreateUserImportJob", R"({"UserPoolId":")" + pool +
                                                               R"(","JobName":"a job","CloudWatchLogsRoleArn":)"
                                                               R"("arn:aws:iam::123456789012:role/Logs"})")
                              .TextAt("UserImportJob.JobId");
  service.world().store.Write([&](storage::Transaction& transaction) {
    const std::int64_t number = transaction.user_import_jobs().Find(job).value().number;
    transaction.user_import_jobs().AppendToLog(number, "[SUCCEEDED] Line Number 2 - \"one\"\n[SKIPPED] Line Number 3 - two\n");
  });
  EXPECT_EQ(Get(job).body, R"({"jobId":")" + job + R"(","userPoolId":")" + pool +
                               R"(","status":"Created","logGroup":"/aws/cognito/userpools/)" + pool + R"(/pool","logStream":")" + job +
                               R"(/a job","lines":["[SUCCEEDED] Line Number 2 - \"one\"","[SKIPPED] Line Number 3 - two"]})");
}

TEST_F(ImportsTest, TellAJobThatNobodyHas) {
  const http::Response answer = Get("import-x");
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("ResourceNotFoundException"), std::string::npos);
}

TEST_F(ImportsTest, StandBehindTheGuard) { EXPECT_EQ(Get("import-x", "evil.example").status, 403); }

}  // namespace
}  // namespace rockpool::workbench
