// accounts/import: the import of users from a file: jobs, the CSV and the rules of its rows, the files, and the thread that runs the jobs.
// It may not know what takes a file over HTTP, nor who may ask for a job.
//
// Runs import jobs: reads their files, some rows at a time, and makes the users. How far a job has come is kept in the same write as its
// users, counters and log, so that a server which is killed goes on where it was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/accounts/import/csv.h"
#include "server/accounts/import/import_files.h"
#include "server/accounts/import/import_jobs.h"
#include "server/accounts/import/import_rows.h"
#include "server/world/world.h"

namespace rockpool::accounts {

// One thread. World and files outlive it.
class Importer {
 public:
  // How many rows go in one write, of about how many bytes at most; others queue for the turn to write between those.
  static constexpr std::size_t kRowsOfAWrite = 200;
  static constexpr std::int64_t kBytesOfAWrite = 1'048'576;

  Importer(const world::World& world, ImportFiles& files) : world_(world), files_(files) {}

  // One step of the oldest job that waits or runs: its beginning, or some of its rows and, behind the last of them, its end. False if there
  // is no such job. A job that cannot go on has failed, and the log of the server says why; throws storage::Unwritable alone, having done
  // nothing.
  bool RunStep();

  // Removes the files that no job needs.
  void RemoveFiles();

 private:
  // What is being read.
  struct Open {
    std::string job_id;
    std::shared_ptr<const ImportFile> file;
    ImportColumns columns;
    CsvReader reader;
  };
  // A line that was read, and what became of it: a user, or why there is none.
  struct Row {
    std::int64_t line = 0;
    std::optional<ImportedUser> imported;
    std::string refusal;
  };
  struct Rows {
    std::vector<Row> rows;
    std::int64_t end = 0;  // where the next one begins
    std::int64_t last_line = 0;
    bool is_last = false;
  };

  void Step(const ImportJob& job);
  void Begin(const ImportJob& job);
  // Opens the job's file where it was read to, unless it is open there. False if that is not possible any more.
  bool OpenAt(const pools::PoolInUse& pool, const ImportJob& job);
  Rows ReadRows(const pools::PoolInUse& pool, const ImportJob& job);
  void Commit(const pools::PoolInUse& pool, const ImportJob& job, Rows& rows);
  void Fail(const ImportJob& job, const char* message);
  // Changes the job in a write, if it is still as it was seen.
  template <class Change>
  void CommitChange(const ImportJob& seen, const Change& change);

  const world::World& world_;
  ImportFiles& files_;
  std::optional<Open> open_;
};

}  // namespace rockpool::accounts
