#include <charconv>

#include "server/accounts/import/import_jobs.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/operations/user_import/import_job_answers.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ListUserImportJobsResponse ListUserImportJobs(const Context& context, const api::ListUserImportJobsRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    const auto page = ReadPage(
        context, request.UserPoolId, request.PaginationToken, static_cast<std::size_t>(request.MaxResults),
        [&](const std::string& after, std::size_t limit) {
          std::int64_t number = 0;
          std::from_chars(after.data(), after.data() + after.size(), number);
          return transaction.user_import_jobs().List(request.UserPoolId, number, limit);
        },
        [](const storage::UserImportJob& job) { return std::to_string(job.number); });
    api::ListUserImportJobsResponse response;
    response.UserImportJobs.emplace();
    for (const storage::UserImportJob& record : page.entries) {
      accounts::ImportJob job = accounts::DecodeJob(record);
      accounts::LetExpire(job, now);
      response.UserImportJobs->push_back(ShownImportJob(context, job));
    }
    response.PaginationToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
