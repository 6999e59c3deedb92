// Keeps the pages of other sites away from what AWS lets only signed calls do. The signature that would keep them away on AWS is not
// verified here, and a browser on a developer's machine reaches loopback, whatever page it shows.
//
// What a preflight tells: the page's origin and the names of the headers that it will send; of no header the value, so not the operation,
// which X-Amz-Target names. So a preflight of a foreign page is refused if it asks for a header of a signature; without one it may be for
// InitiateAuth or SignUp, which AWS answers to any origin, and it is the call itself that is refused if it is for something else. A page
// cannot do without the preflight, since a form or a plain fetch sends no X-Amz-Target.
#pragma once

#include <optional>

#include "server/api/operation.h"
#include "server/http/message.h"
#include "server/http/origin.h"
#include "server/protocol/json_owner.h"

namespace rockpool::protocol {

// Throws ForeignPage if AWS signs the operation and a page of another site has sent the request; see http::IsOfForeignPage.
void RefuseForeignPage(const http::Request& request, const api::Operation& operation, const http::TrustedSites& trusted);

// Owns the paths of the API: refuses the preflights of foreign pages that are about to sign.
class ApiOwner final : public JsonOwner {
 public:
  ApiOwner(util::Random& random, http::TrustedSites trusted) : JsonOwner(random), trusted_(std::move(trusted)) {}

  std::optional<http::Refusal> Admit(const http::Request& request, const http::Entrance* entrance) const override;

 private:
  const http::TrustedSites trusted_;
};

}  // namespace rockpool::protocol
