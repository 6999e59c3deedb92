// Import jobs between the record that is kept and what operations show: their states, and the address that takes a job's file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/settings.h"
#include "server/api/types.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

using ImportStatus = api::UserImportJobStatusType;

inline constexpr std::size_t kMostImportFileBytes = 100'000'000;
inline constexpr std::size_t kMostImportRows = 500'000;

// What app gives this storey, in world::Settings.
struct ImportSettings {
  std::function<void()> wake;  // whoever runs jobs: there may be one. May be empty. Any thread; waits for nothing
};

struct ImportJob {
  storage::UserImportJob record;
  api::UserImportJobType content;  // what the record's document says: all but the address

  ImportStatus status() const { return content.Status.value_or(ImportStatus::Created); }
};

ImportJob DecodeJob(storage::UserImportJob record);

// Not kept yet.
ImportJob NewJob(const api::CreateUserImportJobRequest& request, util::Random& random, util::EpochMillis now);

// The record with what the content says by now, to be inserted or updated.
storage::UserImportJob RecordOf(const ImportJob& job);

// The job as it stands `now`: one that nobody has started for a day has expired.
void LetExpire(ImportJob& job, util::EpochMillis now);

// Whether its file is still of use.
bool NeedsFile(const ImportJob& job);

// It is over, whatever it was, and not active any more.
void EndJob(ImportJob& job, ImportStatus status, std::string message, util::EpochMillis now);

// As the pool has it `now`. Throws api::ResourceNotFoundException.
ImportJob RequireJob(const storage::Transaction& transaction, std::string_view user_pool_id, const std::string& job_id,
                     util::EpochMillis now);

// Throws api::UserImportInProgressException while a job of the pool waits to run, or runs. Assumed: the text, and that a job which nobody
// has started changes nothing.
void RequireNoImport(const storage::Transaction& transaction, const storage::UserPool& pool);

// As answers show it to a caller, who reaches the address for its file by the host by which he has reached this server.
api::UserImportJobType ShownJob(const ImportJob& job, const Settings& settings, const world::Caller& caller);

// The address that takes the file is signed as one of S3 is, by this server. Its parts:

struct UploadAddress {
  std::string_view user_pool_id;
  std::string_view job_id;
  std::string_view date;       // "20261130T004221Z"
  std::string_view signature;  // hex digits
};

inline constexpr std::int64_t kUploadSeconds = 899;  // as AWS's says of its own

// Whether this server has signed it. Constant time.
bool IsSigned(const Settings& settings, const UploadAddress& address);

// Whether the job does not take its file any more, or not yet again, at that time.
bool HasUploadExpired(const ImportJob& job, util::EpochMillis now);

}  // namespace rockpool::accounts
