#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

using StopUserImportJob = PoolTest<ImportPool>;

constexpr const char* kStop = "StopUserImportJob";
constexpr const char* kNotRunning = "PreconditionNotMetException: The job is not in progress.";

TEST_F(StopUserImportJob, StopsAtOnceAndLeavesWhatIsImported) {
  std::string file = kImportHeader;
  for (int i = 0; i < 450; ++i) {
    file += ImportRow("user" + std::to_string(i));
  }
  const std::string job = pool.Start(file);
  pool.RunStep();
  pool.RunStep();
  EXPECT_EQ(pool.ResultOf(job), "InProgress 200 0 0");
  const Answer answer = pool.Of(kStop, job);
  EXPECT_EQ(answer.TextAt("UserImportJob.Status"), "Stopped");
  EXPECT_EQ(answer.TextAt("UserImportJob.CompletionMessage"), "The Import Job was stopped by the developer.");
  EXPECT_FALSE(pool.RunStep());
  EXPECT_EQ(pool.ResultOf(job), "Stopped 200 0 0");
  EXPECT_EQ(pool.TryOf(kStop, job), kNotRunning);
  EXPECT_EQ(pool.Call("AdminGetUser", TextMember("Username", "user199")).status, 200);
}

TEST_F(StopUserImportJob, IsForJobsThatWaitOrRun) {
  EXPECT_EQ(pool.TryOf(kStop, "import-x"), "ResourceNotFoundException: User import job import-x does not exist.");
  EXPECT_EQ(pool.TryOf(kStop, pool.Add()), kNotRunning);
  EXPECT_EQ(pool.TryOf(kStop, pool.Import(kImportHeader)), kNotRunning);
  EXPECT_EQ(pool.TryOf(kStop, pool.Start(kImportHeader)), kOk);
}

}  // namespace
}  // namespace rockpool::support
