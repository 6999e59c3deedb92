#include "server/accounts/import/import_jobs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/user_import/import_job_answers.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

// Stopped at once, as in the AWS CLI's example, and not Stopping before: what the running job is about to write looks at its state again.
api::StopUserImportJobResponse StopUserImportJob(const Context& context, const api::StopUserImportJobRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const auto stopped = context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    accounts::ImportJob job = accounts::RequireJob(transaction, request.UserPoolId, request.JobId, now);
    if (!job.record.is_active) {
      throw api::PreconditionNotMetException("The job is not in progress.");  // Assumed: the text
    }
    accounts::EndJob(job, accounts::ImportStatus::Stopped, "The Import Job was stopped by the developer.", now);
    transaction.user_import_jobs().Update(accounts::RecordOf(job));
    return job;
  });
  WakeImports(context);
  return {ShownImportJob(context, stopped)};
}

}  // namespace rockpool::operations
