// /changePassword: NEW_PASSWORD_REQUIRED, with the attributes that the user still lacks.
#include <string>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/attribute_fields.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/page_flow.h"
#include "server/oauth/pages/visit.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kPrefix = "userAttributes.";

bool Fits(const PageFlow& flow) { return flow.stage == Stage::kQuestion && flow.question == sign_in::Question::NEW_PASSWORD_REQUIRED; }

// ["userAttributes.email"] of the question: "email".
std::vector<std::string> RequiredOf(const PageFlow& flow) {
  const auto list = sign_in::Find(flow.parameters, "requiredAttributes");
  std::vector<std::string> names = list ? api::FromStoredJson<std::vector<std::string>>(*list) : std::vector<std::string>();
  for (std::string& name : names) {
    if (name.starts_with(kPrefix)) {
      name.erase(0, kPrefix.size());
    }
  }
  return names;
}

http::Response ShowForm(const Visit& visit, const PageFlow& flow, const std::string& error) {
  pages::Values values;
  values.Set("ACTION", visit.LinkTo("/changePassword"));
  values.Set("SIGN_IN_LINK", visit.LinkTo("/login"));
  AddAttributeFields(visit, RequiredOf(flow), values);
  return visit.Show(PageName::kNewPassword, std::move(values), error);
}

http::Response SetPassword(const Visit& visit, const PageFlow& flow) {
  sign_in::Parameters responses{{"NEW_PASSWORD", visit.NewPassword()}};
  for (const api::AttributeType& attribute : AttributesInForm(visit, RequiredOf(flow))) {
    responses.emplace(std::string(kPrefix) + attribute.Name, attribute.Value.value_or(""));
  }
  return AnswerQuestion(visit, flow, std::move(responses));
}

constexpr FlowPage kPage{Fits, ShowForm, SetPassword};

}  // namespace

http::Response ShowNewPassword(const Exchange& exchange) { return ShowFlowPage(exchange, kPage); }
http::Response PostNewPassword(const Exchange& exchange) { return AnswerFlowPage(exchange, kPage); }

}  // namespace rockpool::oauth
