// What the operations on import jobs have in common.
#pragma once

#include <string>

#include "server/accounts/import/import_jobs.h"
#include "server/operations/context.h"

namespace rockpool::operations {

inline api::UserImportJobType ShownImportJob(const Context& context, const accounts::ImportJob& job) {
  return accounts::ShownJob(job, context.world.settings.Of<accounts::Settings>(), context.caller);
}

// Whoever runs jobs, or throws their files away, looks anew.
inline void WakeImports(const Context& context) {
  if (const auto& wake = context.world.settings.Of<accounts::ImportSettings>().wake) {
    wake();
  }
}

}  // namespace rockpool::operations
