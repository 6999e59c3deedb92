// The jobs that read users out of a CSV file, how far each has come, and what it has written into its log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct UserImportJob {
  std::int64_t number = 0;  // drawn by the store at the insert: the order of creation, unique in the store, never used again
  std::string user_pool_id;
  std::string job_id;      // unique in the store
  bool is_active = false;  // it waits to run, or runs
  std::int64_t creation_millis = 0;
  std::optional<std::int64_t> file_bytes;  // of the file that was uploaded whole; nullopt: none was
  std::int64_t read_bytes = 0;             // of the file: what is in front of this was imported, skipped or refused
  std::int64_t read_lines = 0;             // as many lines are that
  std::string document;                    // JSON, opaque to storage

  bool operator==(const UserImportJob&) const = default;
};

// They end with their pool.
class UserImportJobs {
 public:
  // Of the log of one job; what comes after it is not kept.
  static constexpr std::size_t kMostLogBytes = 1024UL * 1024;

  virtual ~UserImportJobs() = default;

  // Requires: the pool exists (std::logic_error if not). Throws Conflict if a job has the id. Returns the number.
  virtual std::int64_t Insert(const UserImportJob& job) = 0;

  // Overwrites all but pool, id and date of creation of the job of that number. False if there is none.
  virtual bool Update(const UserImportJob& job) = 0;

  virtual std::optional<UserImportJob> Find(std::string_view job_id) const = 0;

  // The oldest of all that are active, and any of an account in a region.
  virtual std::optional<UserImportJob> FindActive() const = 0;
  virtual std::optional<UserImportJob> FindActiveOf(std::string_view account, std::string_view region) const = 0;

  // The newest first; those in front of the job of number `before` (0: all).
  virtual std::vector<UserImportJob> List(std::string_view user_pool_id, std::int64_t before, std::size_t limit) const = 0;

  virtual std::size_t Count(std::string_view user_pool_id) const = 0;

  // Appends whole lines, each with its end, to the log of the job of that number. Once some did not fit into kMostLogBytes no more are
  // kept. Requires: the job exists.
  virtual void AppendToLog(std::int64_t job, std::string_view lines) = 0;

  virtual std::string Log(std::int64_t job) const = 0;
};

}  // namespace rockpool::storage
