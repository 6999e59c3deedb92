// The tables `user_import_jobs` and `user_import_logs`.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/user_import_jobs.h"

namespace rockpool::storage::sqlite {

class UserImportJobs final : public storage::UserImportJobs {
 public:
  explicit UserImportJobs(Connection& connection) : connection_(connection) {}

  std::int64_t Insert(const UserImportJob& job) override;
  bool Update(const UserImportJob& job) override;
  std::optional<UserImportJob> Find(std::string_view job_id) const override;
  std::optional<UserImportJob> FindActive() const override;
  std::optional<UserImportJob> FindActiveOf(std::string_view account, std::string_view region) const override;
  std::vector<UserImportJob> List(std::string_view user_pool_id, std::int64_t before, std::size_t limit) const override;
  std::size_t Count(std::string_view user_pool_id) const override;
  void AppendToLog(std::int64_t job, std::string_view lines) override;
  std::string Log(std::int64_t job) const override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
