#include "server/triggers/origin.h"

#include <utility>

#include "server/api/codecs.h"
#include "server/util/lists.h"

namespace rockpool::triggers {

Person PersonOf(const accounts::User& user) {
  Person person{.username = user.username(), .attributes = {}};
  const auto attributes = util::MembersOf(user.content.UserAttributes);
  person.attributes.reserve(attributes.size() + 1);
  const api::AttributeType status{"cognito:user_status", std::string(api::ToText(user.status()))};
  for (const api::AttributeType& attribute : attributes) {
    person.attributes.push_back(attribute);
    if (person.attributes.size() == 1) {  // sub, which is the first of every user's
      person.attributes.push_back(status);
    }
  }
  return person;
}

Person Submitted(std::string username, std::vector<api::AttributeType> attributes) {
  return {.username = std::move(username), .attributes = std::move(attributes)};
}

Person NotFound(std::string username) { return {.username = std::move(username), .attributes = {}, .is_not_found = true}; }

}  // namespace rockpool::triggers
