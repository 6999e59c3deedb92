// What a user of the server decides about tokens, in world::Settings.
#pragma once

#include <string>

namespace rockpool::tokens {

enum class IssuerForm {
  kAws,      // as AWS's own, which no verifier reaches from here
  kRequest,  // scheme and host of the sign-in's request
  kUrl,      // a URL that the user names
};

struct Settings {
  IssuerForm issuer = IssuerForm::kAws;
  std::string issuer_url;  // of kUrl: what stands before "/{pool id}"
};

}  // namespace rockpool::tokens
