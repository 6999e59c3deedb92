#include "server/oauth/providers/saml_form.h"

#include <algorithm>
#include <string_view>

#include "server/oauth/errors.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

// `Required String parameter 'RelayState' is not present`, as many users report. Assumed of SAMLResponse.
std::string Required(const Exchange& exchange, std::string_view name) {
  const auto value = exchange.form.Find(name);
  if (!value) {
    throw PageError("Required String parameter '" + std::string(name) + "' is not present");
  }
  return std::string(*value);
}

// {base64url}.{base64url}.{digit}: what is of that form and unknown is taken for one of ours that was used (Assumed).
bool MayBeOurs(std::string_view relay_state) {
  return std::ranges::count(relay_state, '.') == 2 &&
         std::ranges::all_of(relay_state, [](char c) { return util::IsLetterOrDigit(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

SamlForm RequireSamlForm(const Exchange& exchange) {
  SamlForm form;
  form.relay_state = Required(exchange, "RelayState");
  form.response = Required(exchange, "SAMLResponse");
  const bool is_query = form.relay_state.find('=') != std::string::npos;
  if (exchange.form.Count("RelayState") > 1 || exchange.form.Count("SAMLResponse") > 1 || (!is_query && !MayBeOurs(form.relay_state))) {
    throw PageError("Invalid samlResponse or relayState from identity provider");
  }
  return form;
}

}  // namespace rockpool::oauth
