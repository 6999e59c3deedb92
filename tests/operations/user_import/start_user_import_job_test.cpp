#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

using StartUserImportJob = PoolTest<ImportPool>;

constexpr const char* kStart = "StartUserImportJob";

TEST_F(StartUserImportJob, AnswersThatTheJobIsPending) {
  const std::string job = pool.Add();
  pool.Upload(job, kImportHeader);
  service.clock.Advance(5000);
  const Answer answer = pool.Of(kStart, job);
  EXPECT_EQ(answer.TextAt("UserImportJob.Status"), "Pending");
  EXPECT_EQ(answer.At("UserImportJob.StartDate").GetDouble(), 1'700'000'005.0);
  EXPECT_FALSE(answer.Has("UserImportJob.CompletionMessage"));
}

// The errors in their order: each call breaks later rules too.
TEST_F(StartUserImportJob, TellsTheFirstRuleThatIsBroken) {
  const std::string empty = pool.Add();
  EXPECT_EQ(pool.TryOf(kStart, "import-x"), "ResourceNotFoundException: User import job import-x does not exist.");
  EXPECT_EQ(pool.TryOf(kStart, empty), "PreconditionNotMetException: No csv file was uploaded for " + empty);
  const std::string running = pool.Start(kImportHeader);
  EXPECT_EQ(pool.TryOf(kStart, running), "PreconditionNotMetException: The job is not in the Created state.");
  ImportPool other(service);
  const std::string second = other.Add();
  other.Upload(second, kImportHeader);
  EXPECT_EQ(other.Try("UpdateUserPool"), kOk);  // takes the auto-verified attributes away
  EXPECT_EQ(other.TryOf(kStart, second), "PreconditionNotMetException: Another import job is already in progress.");
  while (pool.RunStep()) {
  }
  EXPECT_EQ(other.TryOf(kStart, second), "PreconditionNotMetException: The user pool has no auto verified attributes.");
}

TEST_F(StartUserImportJob, KeepsItsPoolAsItIsUntilTheJobIsOver) {
  constexpr const char* kInProgress = "UserImportInProgressException: A user import job is in progress for the user pool.";
  const ImportPool other(service);
  const std::string more = R"("CustomAttributes":[{"Name":"more","AttributeDataType":"String"}])";
  pool.Add();
  EXPECT_EQ(pool.Try("AddCustomAttributes", R"("CustomAttributes":[{"Name":"early","AttributeDataType":"String"}])"), kOk)
      << "nobody has started the job";
  pool.Start(kImportHeader);
  EXPECT_EQ(pool.Try("UpdateUserPool"), kInProgress);
  EXPECT_EQ(pool.Try("AddCustomAttributes", more), kInProgress);
  EXPECT_EQ(other.Try("AddCustomAttributes", more), kOk);
  while (pool.RunStep()) {
  }
  EXPECT_EQ(pool.Try("AddCustomAttributes", more), kOk);
  EXPECT_EQ(pool.Try("UpdateUserPool"), kOk);
}

TEST_F(StartUserImportJob, RunsOneForEachAccount) {
  pool.Start(kImportHeader);
  ImportPool other(service, "", {.access_key = "123456789012"});
  other.Start(kImportHeader);
}

TEST_F(StartUserImportJob, DoesNotStartAJobThatIsOver) {
  const std::string job = pool.Import(kImportHeader);
  EXPECT_EQ(pool.TryOf(kStart, job), "PreconditionNotMetException: The job is not in the Created state.");
  const std::string late = pool.Add();
  pool.Upload(late, kImportHeader);
  service.clock.Advance(24 * 60 * 60 * 1000);
  EXPECT_EQ(pool.TryOf(kStart, late), "PreconditionNotMetException: The job is not in the Created state.");
}

}  // namespace
}  // namespace rockpool::support
