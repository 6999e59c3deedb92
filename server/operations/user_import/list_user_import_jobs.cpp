#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "server/accounts/import/import_jobs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/user_import/import_job_answers.h"
#include "server/pools/user_pools.h"
#include "server/world/page_token.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The CLI's example shows what AWS's token is: the pool, the last job that was shown, and when it was created.
std::string TokenOf(const storage::UserImportJob& job) {
  return job.user_pool_id + "#" + job.job_id + "#" + std::to_string(job.creation_millis);
}

// In front of which job a page begins; 0: it is the first page.
std::int64_t BeginOf(const storage::Transaction& transaction, const std::string& user_pool_id, const std::optional<std::string>& token) {
  if (!token) {
    return 0;
  }
  const std::size_t job_id = token->find('#') + 1;  // 0 without one
  const auto job = transaction.user_import_jobs().Find(token->substr(job_id, token->find('#', job_id) - job_id));
  if (!job || job->user_pool_id != user_pool_id || TokenOf(*job) != *token) {
    throw api::InvalidParameterException(world::kBadPaginationToken);
  }
  return job->number;
}

}  // namespace

api::ListUserImportJobsResponse ListUserImportJobs(const Context& context, const api::ListUserImportJobsRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto size = static_cast<std::size_t>(request.MaxResults);
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    const std::int64_t before = BeginOf(transaction, request.UserPoolId, request.PaginationToken);
    auto jobs = transaction.user_import_jobs().List(request.UserPoolId, before, size + 1);
    api::ListUserImportJobsResponse response;
    if (jobs.size() > size) {
      jobs.pop_back();
      response.PaginationToken = TokenOf(jobs.back());
    }
    response.UserImportJobs.emplace();
    for (const storage::UserImportJob& record : jobs) {
      accounts::ImportJob job = accounts::DecodeJob(record);
      accounts::LetExpire(job, now);
      response.UserImportJobs->push_back(ShownImportJob(context, job));
    }
    return response;
  });
}

}  // namespace rockpool::operations
