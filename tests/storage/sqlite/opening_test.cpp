// What opening a SQLite store refuses, and in which words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

using ::testing::HasSubstr;

// What CannotOpen says, or nothing if the store opens.
std::string Refusal(const std::string& path) {
  try {
    sqlite::Store::Open({.path = path});
    return {};
  } catch (const CannotOpen& refusal) {
    return refusal.what();
  }
}

// Root may write everywhere, so in its place another user opens the store, in a process of its own. Returns that user and the refusal.
std::pair<uid_t, std::string> RefusalOfAnyoneButRoot(const std::string& path) {
  constexpr uid_t kNobody = 65534;
  const uid_t user = getuid() == 0 ? kNobody : getuid();
  int refusals[2];
  if (pipe(refusals) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    const std::string refusal = setuid(user) == 0 ? Refusal(path) : "no other user";
    std::_Exit(write(refusals[1], refusal.data(), refusal.size()) < 0 ? 1 : 0);
  }
  close(refusals[1]);
  std::string refusal;
  std::array<char, 1024> part{};
  for (ssize_t bytes = 0; (bytes = read(refusals[0], part.data(), part.size())) > 0;) {
    refusal.append(part.data(), static_cast<std::size_t>(bytes));
  }
  close(refusals[0]);
  waitpid(child, nullptr, 0);
  return {user, refusal};
}

void CreateRaw(const std::string& path, const std::string& sql) {
  std::ofstream(path).close();
  OpenRaw(path).Execute(sql.c_str());
}

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class OpeningSqlite : public ::testing::Test {
 protected:
  const TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
};

TEST_F(OpeningSqlite, CreatesWhatIsMissing) {
  EXPECT_EQ(Refusal(path_), "");
  EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(OpeningSqlite, RefusesASecondOneUntilTheFirstIsGone) {
  auto first = sqlite::Store::Open({.path = path_});
  EXPECT_THAT(Refusal(path_), HasSubstr("another rockpool uses it"));
  first.reset();
  EXPECT_EQ(Refusal(path_), "");
}

TEST_F(OpeningSqlite, RefusesASecondOneOnAnotherWayToTheFile) {
  const auto first = sqlite::Store::Open({.path = path_});
  std::filesystem::create_symlink(path_, directory_.File("link.db"));
  EXPECT_THAT(Refusal(directory_.File("link.db")), HasSubstr("another rockpool uses it"));
  EXPECT_THAT(Refusal(directory_.path() + "/./store.db"), HasSubstr("another rockpool uses it"));
}

TEST_F(OpeningSqlite, RefusesASecondProcess) {
  int opened[2];
  ASSERT_EQ(pipe(opened), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto first = sqlite::Store::Open({.path = path_});
    const bool told = write(opened[1], "x", 1) == 1;
    pause();  // until the parent kills it
    std::_Exit(told ? 0 : 1);
  }
  char byte = 0;
  EXPECT_EQ(read(opened[0], &byte, 1), 1);
  EXPECT_THAT(Refusal(path_), HasSubstr("another rockpool uses it"));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_EQ(Refusal(path_), "");
  close(opened[0]);
  close(opened[1]);
}

TEST_F(OpeningSqlite, RefusesANewerVersionByName) {
  const std::string known = std::to_string(sqlite::Migrations().size());
  sqlite::Store::Open({.path = path_}).reset();
  OpenRaw(path_).Execute("PRAGMA user_version = 4711");
  EXPECT_THROW(sqlite::Store::Open({.path = path_}), NewerDatabase);
  EXPECT_THAT(Refusal(path_), HasSubstr("has version 4711, but this rockpool knows versions up to " + known + ";"));
}

TEST_F(OpeningSqlite, RefusesTheDatabaseOfAnotherApplicationAndLeavesItAlone) {
  CreateRaw(path_, "PRAGMA application_id = 1; CREATE TABLE theirs (id)");
  const std::string before = Contents(path_);
  EXPECT_THAT(Refusal(path_), HasSubstr("was made by another application"));
  EXPECT_EQ(Contents(path_), before);
}

TEST_F(OpeningSqlite, RefusesTheDatabaseOfAnApplicationWithoutAnId) {
  CreateRaw(path_, "CREATE TABLE theirs (id)");
  EXPECT_THAT(Refusal(path_), HasSubstr("was made by another application"));
}

TEST_F(OpeningSqlite, RefusesAFileThatIsNoDatabase) {
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_THAT(Refusal(path_), HasSubstr("file is not a database"));
  EXPECT_EQ(Contents(path_), std::string(5000, 'x'));
}

TEST_F(OpeningSqlite, TakesAnEmptyFile) {
  std::ofstream(path_).close();
  EXPECT_EQ(Refusal(path_), "");
}

TEST_F(OpeningSqlite, RefusesAMissingDirectory) {
  EXPECT_EQ(Refusal(directory_.File("missing/store.db")), "The database '" + directory_.File("missing/store.db") +
                                                              "' cannot be opened: the directory '" + directory_.File("missing") +
                                                              "' does not exist.");
}

TEST_F(OpeningSqlite, RefusesADirectoryAsThePath) { EXPECT_THAT(Refusal(directory_.path()), HasSubstr("it is a directory")); }

TEST_F(OpeningSqlite, RefusesAFileAsTheDirectory) {
  std::ofstream(path_).close();
  EXPECT_THAT(Refusal(path_ + "/store.db"), HasSubstr("'" + path_ + "' is no directory"));
}

TEST_F(OpeningSqlite, RefusesADevice) { EXPECT_THAT(Refusal("/dev/null"), HasSubstr("it is no regular file")); }

TEST_F(OpeningSqlite, RefusesAnEmptyPath) { EXPECT_THAT(Refusal(""), HasSubstr("its path is empty")); }

// Nobody creates files in /proc, not even root.
TEST_F(OpeningSqlite, RefusesADirectoryThatTakesNoFiles) { EXPECT_THAT(Refusal("/proc/store.db"), HasSubstr("cannot be written")); }

TEST_F(OpeningSqlite, SaysWhoMayNotWriteTheDirectoryAndWhoseItIs) {
  chmod(directory_.path().c_str(), 0555);
  const auto [user, refusal] = RefusalOfAnyoneButRoot(path_);
  EXPECT_THAT(refusal, HasSubstr("'" + directory_.path() + "' cannot be written by user " + std::to_string(user) + ", as whom"));
  EXPECT_EQ(refusal.find("it belongs to user " + std::to_string(getuid()) + ": hand it over with chown") != std::string::npos,
            user != getuid());
}

TEST_F(OpeningSqlite, RefusesADirectoryWithoutRoomForTheLogOfADatabaseThatIsThere) {
  sqlite::Store::Open({.path = path_}).reset();
  for (const std::string& file : {path_, path_ + "-lock"}) {
    chmod(file.c_str(), 0666);
  }
  chmod(directory_.path().c_str(), 0555);
  EXPECT_THAT(RefusalOfAnyoneButRoot(path_).second, HasSubstr("'" + directory_.path() + "' cannot be written"));
}

TEST_F(OpeningSqlite, RefusesAFileThatTakesNoWrites) {
  sqlite::Store::Open({.path = path_}).reset();
  chmod(path_.c_str(), 0444);
  chmod(directory_.path().c_str(), 0777);
  EXPECT_THAT(RefusalOfAnyoneButRoot(path_).second, HasSubstr("'" + path_ + "' cannot be written"));
}

TEST_F(OpeningSqlite, FreesTheLockWhenItRefuses) {
  CreateRaw(path_, "CREATE TABLE theirs (id)");
  EXPECT_NE(Refusal(path_), "");
  std::filesystem::remove(path_);
  EXPECT_EQ(Refusal(path_), "");
}

TEST_F(OpeningSqlite, MakesAllFilesReadableByTheirOwnerAlone) {
  const auto umask_before = umask(0);
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) { transaction.properties().Put("name", "value"); });
  umask(umask_before);
  for (const char* suffix : {"", "-wal", "-lock"}) {
    struct stat status {};
    ASSERT_EQ(stat((path_ + suffix).c_str(), &status), 0) << suffix;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << suffix;
  }
}

}  // namespace
}  // namespace rockpool::storage::testing
