#include "storage/sqlite/user_import_jobs.h"

#include <limits>
#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

constexpr std::string_view kSelect =
    "SELECT j.id, p.pool_id, j.job_id, j.is_active, j.creation_millis, j.file_bytes, j.read_bytes, j.read_lines, j.document "
    "FROM user_import_jobs AS j CROSS JOIN user_pools AS p ON p.id = j.user_pool WHERE ";

UserImportJob JobOf(const Statement& row) {
  return {.number = row.Integer(0),
          .user_pool_id = row.Text(1),
          .job_id = row.Text(2),
          .is_active = row.Integer(3) != 0,
          .creation_millis = row.Integer(4),
          .file_bytes = row.IsNull(5) ? std::nullopt : std::optional(row.Integer(5)),
          .read_bytes = row.Integer(6),
          .read_lines = row.Integer(7),
          .document = row.Text(8)};
}

std::int64_t NumberOf(bool flag) { return flag ? 1 : 0; }

}  // namespace

std::int64_t UserImportJobs::Insert(const UserImportJob& job) {
  Statement insert(
      connection_,
      "INSERT INTO user_import_jobs (user_pool, job_id, is_active, creation_millis, file_bytes, read_bytes, read_lines, document) "
      "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM user_pools WHERE pool_id = ?");
  insert.Bind(job.job_id, NumberOf(job.is_active), job.creation_millis, job.file_bytes, job.read_bytes, job.read_lines, job.document,
              job.user_pool_id);
  const auto number = insert.InsertRow();
  if (!number) {
    throw std::logic_error("An import job is made in a user pool that does not exist.");
  }
  return *number;
}

bool UserImportJobs::Update(const UserImportJob& job) {
  static const std::string sql =
      Joined({"UPDATE user_import_jobs SET is_active = ?, file_bytes = ?, read_bytes = ?, read_lines = ?, document = ? WHERE id = "
              "(SELECT j.id FROM user_import_jobs AS j CROSS JOIN user_pools AS p ON p.id = j.user_pool WHERE j.id = ? AND ",
              kPoolLives, ")"});
  Statement update(connection_, sql);
  update.Bind(NumberOf(job.is_active), job.file_bytes, job.read_bytes, job.read_lines, job.document, job.number);
  return update.Run() > 0;
}

std::optional<UserImportJob> UserImportJobs::Find(std::string_view job_id) const {
  static const std::string sql = Joined({kSelect, "j.job_id = ? AND ", kPoolLives});
  Statement find(connection_, sql);
  return find.Bind(job_id).Step() ? std::optional(JobOf(find)) : std::nullopt;
}

std::optional<UserImportJob> UserImportJobs::FindActive() const {
  static const std::string sql = Joined({kSelect, "j.is_active = 1 AND ", kPoolLives, " ORDER BY j.id LIMIT 1"});
  Statement find(connection_, sql);
  return find.Step() ? std::optional(JobOf(find)) : std::nullopt;
}

std::optional<UserImportJob> UserImportJobs::FindActiveOf(std::string_view account, std::string_view region) const {
  static const std::string sql = Joined({kSelect, "j.is_active = 1 AND p.account = ? AND p.region = ? AND ", kPoolLives, " LIMIT 1"});
  Statement find(connection_, sql);
  return find.Bind(account, region).Step() ? std::optional(JobOf(find)) : std::nullopt;
}

std::vector<UserImportJob> UserImportJobs::List(std::string_view user_pool_id, std::int64_t before, std::size_t limit) const {
  static const std::string sql =
      Joined({kSelect, "j.user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND j.id < ? ORDER BY j.id DESC LIMIT ?"});
  Statement list(connection_, sql);
  list.Bind(user_pool_id, before > 0 ? before : std::numeric_limits<std::int64_t>::max(), LimitOf(limit));
  std::vector<UserImportJob> jobs;
  while (list.Step()) {
    jobs.push_back(JobOf(list));
  }
  return jobs;
}

std::size_t UserImportJobs::Count(std::string_view user_pool_id) const {
  Statement count(connection_, "SELECT count(*) FROM user_import_jobs WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?)");
  return CountIn(count.Bind(user_pool_id));
}

void UserImportJobs::AppendToLog(std::int64_t job, std::string_view lines) {
  Statement take(connection_, "UPDATE user_import_jobs SET log_bytes = log_bytes + ?1 WHERE id = ?2 AND log_bytes + ?1 <= ?3");
  const auto bytes = static_cast<std::int64_t>(lines.size());
  constexpr auto kMost = static_cast<std::int64_t>(kMostLogBytes);
  if (bytes == 0) {
    return;
  }
  if (take.Bind(bytes, job, kMost).Run() == 0) {
    Statement(connection_, "UPDATE user_import_jobs SET log_bytes = ?1 WHERE id = ?2 AND log_bytes < ?1").Bind(kMost, job).Run();
    return;
  }
  Statement(connection_, "INSERT INTO user_import_logs (job, lines) VALUES (?, ?)").Bind(job, lines).Run();
}

std::string UserImportJobs::Log(std::int64_t job) const {
  Statement list(connection_, "SELECT lines FROM user_import_logs WHERE job = ? ORDER BY id");
  list.Bind(job);
  std::string log;
  while (list.Step()) {
    log += list.Text(0);
  }
  return log;
}

}  // namespace rockpool::storage::sqlite
