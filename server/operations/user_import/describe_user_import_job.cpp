#include "server/accounts/import/import_jobs.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/user_import/import_job_answers.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeUserImportJobResponse DescribeUserImportJob(const Context& context, const api::DescribeUserImportJobRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto job = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return accounts::RequireJob(transaction, request.UserPoolId, request.JobId, now);
  });
  return {ShownImportJob(context, job)};
}

}  // namespace rockpool::operations
