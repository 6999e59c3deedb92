#include "server/accounts/import/importer.h"

#include <exception>
#include <utility>

#include "server/accounts/names.h"
#include "server/accounts/sub.h"
#include "server/api/errors.h"
#include "server/pools/pool_in_use.h"
#include "server/util/log.h"
#include "server/util/strings.h"
#include "storage/errors.h"
#include "storage/store.h"

namespace rockpool::accounts {
namespace {

// Assumed, but for the first two: the texts.
constexpr const char* kSucceeded = "Import Job Completed Successfully.";
constexpr const char* kTooManyFailed = "Too many users have failed or been skipped during the import.";
constexpr const char* kBadHeader = "The CSV file header is not valid.";
constexpr const char* kTooManyRows = "The CSV file has more rows than the limit of 500000.";
constexpr const char* kNoFile = "The CSV file cannot be read.";
constexpr const char* kInternal = "An internal error occurred during the import.";

CsvReader::ReadAt ReaderOf(std::shared_ptr<const ImportFile> file) {
  return [file = std::move(file)](std::int64_t offset, std::span<char> space) { return file->ReadAt(offset, space); };
}

// On one line, as the log has it.
std::string OnOneLine(std::string_view text) { return util::Join(util::Split(text, "\r\n"), "; "); }

std::string LogLine(std::string_view outcome, std::int64_t line, std::string_view text) {
  return std::string("[").append(outcome) + "] Line Number " + std::to_string(line) + " - " + OnOneLine(text) + "\n";
}

void CountUp(std::optional<std::int64_t>& counter) { counter = counter.value_or(0) + 1; }

// Whether a user of the pool has the name; also where an address is the name.
bool IsThere(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user) {
  try {
    RefuseTakenName(transaction, pool, user, "");
    return false;
  } catch (const api::UsernameExistsException&) {
    return true;
  }
}

void InsertImported(storage::Transaction& transaction, const pools::PoolInUse& pool, ImportedUser& imported) {
  Insert(transaction, pool, imported.user);
  storage::Credentials credentials;
  credentials.imported_hash = imported.hash;
  transaction.credentials().Put(imported.user.number(), credentials);
}

}  // namespace

bool Importer::RunStep() {
  const util::EpochMillis now = world_.clock.Now();
  auto record = world_.store.Read([](const storage::Transaction& transaction) { return transaction.user_import_jobs().FindActive(); });
  if (!record) {
    open_.reset();
    return false;
  }
  ImportJob job = DecodeJob(*std::move(record));
  LetExpire(job, now);
  try {
    Step(job);
  } catch (const storage::Unwritable&) {
    throw;
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "an import failed", {{"job", job.record.job_id}, {"error", error.what()}});
    Fail(job, kInternal);
  }
  return true;
}

void Importer::Step(const ImportJob& job) {
  if (job.status() == ImportStatus::Pending) {
    Begin(job);
    return;
  }
  const pools::SharedPool pool = world_.store.Read([&](const storage::Transaction& transaction) {
    const bool is_there = transaction.user_pools().FindById(job.record.user_pool_id).has_value();
    return is_there ? pools::UsePoolOf(transaction, world_.caches, job.record.user_pool_id) : nullptr;
  });
  if (!pool) {
    return;  // deleted meanwhile, and the job with it
  }
  if (!OpenAt(*pool, job)) {
    Fail(job, kNoFile);
    return;
  }
  Rows rows = ReadRows(*pool, job);
  Commit(*pool, job, rows);
}

void Importer::Begin(const ImportJob& job) {
  const auto file = files_.Open(job.record.job_id);
  if (!file) {
    Fail(job, kNoFile);
    return;
  }
  if (CountLines(ReaderOf(file), kMostImportRows + 1) > kMostImportRows + 1) {  // with the header
    Fail(job, kTooManyRows);
    return;
  }
  const pools::SharedPool pool = world_.store.Read(
      [&](const storage::Transaction& transaction) { return pools::UsePoolOf(transaction, world_.caches, job.record.user_pool_id); });
  CsvReader reader(ReaderOf(file), 0);
  const auto header = reader.Next();
  if (!header || header->is_too_long || !ReadHeader(*pool, job.content.PasswordHashingAlgorithm, header->text)) {
    Fail(job, kBadHeader);
    return;
  }
  CommitChange(job, [&](storage::Transaction& /*transaction*/, ImportJob& changed) {
    changed.content.Status = ImportStatus::InProgress;
    changed.record.read_bytes = header->end;
    changed.record.read_lines = 1;
  });
}

bool Importer::OpenAt(const pools::PoolInUse& pool, const ImportJob& job) {
  if (open_ && open_->job_id == job.record.job_id && open_->reader.offset() == job.record.read_bytes) {
    return true;
  }
  open_.reset();
  auto file = files_.Open(job.record.job_id);
  const auto header = file ? CsvReader(ReaderOf(file), 0).Next() : std::nullopt;
  auto columns = header ? ReadHeader(pool, job.content.PasswordHashingAlgorithm, header->text) : std::nullopt;
  if (!columns) {
    return false;
  }
  open_.emplace(Open{job.record.job_id, file, *std::move(columns), CsvReader(ReaderOf(file), job.record.read_bytes)});
  return true;
}

Importer::Rows Importer::ReadRows(const pools::PoolInUse& pool, const ImportJob& job) {
  const util::EpochMillis now = world_.clock.Now();
  Rows rows;
  rows.end = job.record.read_bytes;
  rows.last_line = job.record.read_lines;
  // Blank lines are no rows, and cost a write no more than their bytes.
  while (rows.rows.size() < kRowsOfAWrite && rows.end - job.record.read_bytes < kBytesOfAWrite) {
    const auto line = open_->reader.Next();
    if (!line) {
      rows.is_last = true;
      return rows;
    }
    rows.end = line->end;
    ++rows.last_line;
    if (!line->is_too_long && line->text.find_first_not_of(" \t") == std::string::npos) {
      continue;
    }
    Row row;
    row.line = rows.last_line;
    if (line->is_too_long || (util::IsUtf8(line->text) && util::Utf16Length(line->text) > kMostRowCharacters)) {
      row.refusal = "The row is longer than 16000 characters.";  // Assumed: the text
    } else {
      try {
        row.imported = ReadRow(pool, job.content.PasswordHashingAlgorithm, open_->columns, line->text, DrawSub(world_.random), now);
      } catch (const api::ServiceException& refusal) {
        row.refusal = refusal.what();
      }
    }
    rows.rows.push_back(std::move(row));
  }
  return rows;
}

void Importer::Commit(const pools::PoolInUse& pool, const ImportJob& job, Rows& rows) {
  const util::EpochMillis now = world_.clock.Now();
  CommitChange(job, [&](storage::Transaction& transaction, ImportJob& changed) {
    std::string log;
    for (Row& row : rows.rows) {
      if (!row.imported) {
        CountUp(changed.content.FailedUsers);
        log += LogLine("FAILED", row.line, row.refusal);
      } else if (IsThere(transaction, pool, row.imported->user)) {
        CountUp(changed.content.SkippedUsers);
        log += LogLine("SKIPPED", row.line, "The user already exists.");
      } else if (const auto taken = TakenAliases(transaction, pool, row.imported->user); !taken.empty()) {
        CountUp(changed.content.FailedUsers);
        // Assumed: that the address does not move to the new user, and the text.
        log += LogLine("FAILED", row.line, "An account with the given " + std::string(taken.front()) + " already exists.");
      } else {
        InsertImported(transaction, pool, *row.imported);
        CountUp(changed.content.ImportedUsers);
        log += LogLine("SUCCEEDED", row.line, "The import succeeded.");
      }
    }
    transaction.user_import_jobs().AppendToLog(changed.record.number, log);
    changed.record.read_bytes = rows.end;
    changed.record.read_lines = rows.last_line;
    if (rows.is_last) {
      // Assumed: how many are too many.
      const bool failed = changed.content.ImportedUsers.value_or(0) == 0 &&
                          changed.content.SkippedUsers.value_or(0) + changed.content.FailedUsers.value_or(0) > 0;
      EndJob(changed, failed ? ImportStatus::Failed : ImportStatus::Succeeded, failed ? kTooManyFailed : kSucceeded, now);
    }
  });
}

void Importer::Fail(const ImportJob& job, const char* message) {
  const util::EpochMillis now = world_.clock.Now();
  CommitChange(job,
               [&](storage::Transaction& /*transaction*/, ImportJob& changed) { EndJob(changed, ImportStatus::Failed, message, now); });
}

template <class Change>
void Importer::CommitChange(const ImportJob& seen, const Change& change) {
  const bool needs_file = world_.store.Write([&](storage::Transaction& transaction) {
    auto record = transaction.user_import_jobs().Find(seen.record.job_id);
    // Stopped, deleted or reset meanwhile.
    if (!record || record->number != seen.record.number || !record->is_active || record->read_bytes != seen.record.read_bytes) {
      return false;
    }
    ImportJob job = DecodeJob(*std::move(record));
    change(transaction, job);
    transaction.user_import_jobs().Update(RecordOf(job));
    return NeedsFile(job);
  });
  if (!needs_file) {
    open_.reset();
    files_.Remove(seen.record.job_id);
  }
}

void Importer::RemoveFiles() {
  files_.RemoveUnless([&](const std::string& job_id) {
    const util::EpochMillis now = world_.clock.Now();
    auto record = world_.store.Read([&](const storage::Transaction& transaction) { return transaction.user_import_jobs().Find(job_id); });
    if (!record) {
      return false;
    }
    ImportJob job = DecodeJob(*std::move(record));
    LetExpire(job, now);
    return NeedsFile(job);
  });
}

}  // namespace rockpool::accounts
