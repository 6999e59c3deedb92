// What every store promises of import jobs and their logs.
#include <gtest/gtest.h>

#include "storage/errors.h"
#include "tests/storage/conformance/sign_ins.h"

namespace rockpool::storage::testing {
namespace {

class UserImportJobsContract : public SignInsContract {
 protected:
  std::int64_t Insert(const UserImportJob& job) {
    return Write([&](Transaction& transaction) { return transaction.user_import_jobs().Insert(job); });
  }
  std::optional<UserImportJob> Find(const std::string& id) {
    return Read([&](const Transaction& transaction) { return transaction.user_import_jobs().Find(id); });
  }
  Names List(const std::string& pool, std::int64_t before = 0, std::size_t limit = 100) {
    Names ids;
    for (const UserImportJob& job :
         Read([&](const Transaction& transaction) { return transaction.user_import_jobs().List(pool, before, limit); })) {
      ids.push_back(job.job_id);
    }
    return ids;
  }
  std::string Log(std::int64_t job) {
    return Read([&](const Transaction& transaction) { return transaction.user_import_jobs().Log(job); });
  }
  void Append(std::int64_t job, const std::string& lines) {
    Write([&](Transaction& transaction) { transaction.user_import_jobs().AppendToLog(job, lines); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, UserImportJobsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(UserImportJobsContract, KeepsAJobAsItWasWrittenLast) {
  UserImportJob job = ImportJobOf("import-a", "pool");
  job.number = Insert(job);
  EXPECT_EQ(Find("import-a"), job);
  job.is_active = false;
  job.file_bytes.reset();
  job.read_bytes = 0;
  job.read_lines = 7;
  job.document = AwkwardText();
  EXPECT_TRUE(Write([&](Transaction& transaction) { return transaction.user_import_jobs().Update(job); }));
  EXPECT_EQ(Find("import-a"), job);
  EXPECT_EQ(Find("import-b"), std::nullopt);
  job.number += 1;
  EXPECT_FALSE(Write([&](Transaction& transaction) { return transaction.user_import_jobs().Update(job); }));
  EXPECT_THROW(Insert(ImportJobOf("import-a", "other")), Conflict);
  EXPECT_THROW(Insert(ImportJobOf("import-c", "nowhere")), std::logic_error);
}

TEST_P(UserImportJobsContract, ListsTheJobsOfAPoolTheNewestFirst) {
  for (const char* id : {"import-a", "import-b", "import-c"}) {
    Insert(ImportJobOf(id, "pool"));
  }
  Insert(ImportJobOf("import-d", "other"));
  EXPECT_EQ(List("pool"), (Names{"import-c", "import-b", "import-a"}));
  EXPECT_EQ(List("pool", 0, 2), (Names{"import-c", "import-b"}));
  EXPECT_EQ(List("pool", Find("import-b")->number), (Names{"import-a"}));
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.user_import_jobs().Count("pool"); }), 3U);
}

TEST_P(UserImportJobsContract, FindsTheOldestOfTheActiveAndThatOfAnAccount) {
  const auto active = [&] { return Read([](const Transaction& transaction) { return transaction.user_import_jobs().FindActive(); }); };
  const auto active_of = [&](const char* account, const char* region) {
    return Read([&](const Transaction& transaction) { return transaction.user_import_jobs().FindActiveOf(account, region); });
  };
  UserImportJob idle = ImportJobOf("import-idle", "pool");
  idle.is_active = false;
  Insert(idle);
  EXPECT_EQ(active(), std::nullopt);
  EXPECT_EQ(active_of(kAccount, kRegion), std::nullopt);
  Insert(ImportJobOf("import-a", "other"));
  Insert(ImportJobOf("import-b", "pool"));
  EXPECT_EQ(active()->job_id, "import-a");
  EXPECT_TRUE(active_of(kAccount, kRegion).has_value());
  EXPECT_EQ(active_of("999999999999", kRegion), std::nullopt);
  EXPECT_EQ(active_of(kAccount, "us-east-1"), std::nullopt);
}

TEST_P(UserImportJobsContract, KeepsTheLogInOrderUpToItsBound) {
  const std::int64_t job = Insert(ImportJobOf("import-a", "pool"));
  const std::int64_t other = Insert(ImportJobOf("import-b", "pool"));
  Append(job, "one\ntwo\n");
  Append(other, "of the other\n");
  Append(job, "three\n");
  EXPECT_EQ(Log(job), "one\ntwo\nthree\n");
  Append(job, std::string(UserImportJobs::kMostLogBytes, 'x'));
  EXPECT_EQ(Log(job), "one\ntwo\nthree\n") << "what does not fit is not kept";
  Append(job, "four\n");
  EXPECT_EQ(Log(job), "one\ntwo\nthree\n") << "nor what comes after it";
}

TEST_P(UserImportJobsContract, EndWithTheirPool) {
  const std::int64_t job = Insert(ImportJobOf("import-a", "pool"));
  Append(job, "one\n");
  Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  EXPECT_EQ(Find("import-a"), std::nullopt);
  EXPECT_EQ(Read([](const Transaction& transaction) { return transaction.user_import_jobs().FindActive(); }), std::nullopt);
  EXPECT_EQ(Log(job), "");
}

}  // namespace
}  // namespace rockpool::storage::testing
