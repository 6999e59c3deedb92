#include "server/oauth/providers/traced_call.h"

#include <exception>
#include <utility>

#include "server/oauth/errors.h"

namespace rockpool::oauth {
namespace {

// Tells the trace what the report has, however the call ends.
class OpenReport {
 public:
  explicit OpenReport(sign_in::Trace& trace) : report_(trace) {}
  ~OpenReport() { report_.Close(); }
  OpenReport(const OpenReport&) = delete;
  OpenReport& operator=(const OpenReport&) = delete;

  federation::Report& report() { return report_; }

 private:
  federation::Report report_;
};

std::string RunReported(sign_in::Trace& trace, const TracedRun& run) {
  OpenReport open(trace);
  return run(trace, open.report());
}

}  // namespace

bool IsSaml(const identity_providers::ProviderInUse& provider) { return provider.type->api_type == api::IdentityProviderTypeType::SAML; }

std::optional<std::string> DescriptionOf(const federation::Refusal& refusal) {
  return refusal.description().empty() ? std::nullopt : std::optional(refusal.description());
}

void RunTraced(const Exchange& exchange, const federation::Attempt& attempt, const TracedRun& run) {
  std::exception_ptr refused;
  sign_in::Traced(exchange.world, exchange.request.method + " " + exchange.request.path, [&](sign_in::Trace& trace) -> std::string {
    trace.call().sign_in = attempt.sign_in;
    trace.call().asked = attempt.provider;
    trace.call().user_pool_id = attempt.user_pool_id;
    trace.call().client_id = attempt.client_id;
    try {
      return RunReported(trace, run);
    } catch (const federation::Refusal& refusal) {
      refused = std::current_exception();
      trace.Refuse(refusal.error(), refusal.description());
      return refusal.error();
    } catch (const OAuthError& error) {
      refused = std::current_exception();
      trace.Refuse(error.error(), error.error());
      return error.error();
    }
  });
  if (refused) {
    std::rethrow_exception(refused);
  }
}

}  // namespace rockpool::oauth
