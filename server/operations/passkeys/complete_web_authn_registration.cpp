#include <optional>

#include "server/accounts/passkeys.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

tokens::TokenHolder RequireHolderWhoMay(const storage::Transaction& transaction, const world::World& world,
                                        const tokens::AccessToken& token) {
  tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
  accounts::RequirePasskeys(*holder.client->pool);
  return holder;
}

}  // namespace

// The challenge waits on after a refusal (Assumed).
api::CompleteWebAuthnRegistrationResponse CompleteWebAuthnRegistration(const Context& context,
                                                                       const api::CompleteWebAuthnRegistrationRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const util::EpochMillis now = world.clock.Now();
  world::LookCallCommit rounds(world.store);
  rounds.Look([&](const storage::Transaction& transaction) { RequireHolderWhoMay(transaction, world, token); });
  const web_authn::Attestation attestation = accounts::ReadAttestation(request.Credential.json);
  const accounts::WaitingRegistration waiting{.challenge = attestation.challenge, .client_id = token.client_id};
  const accounts::RelyingParty party = rounds.Look([&](const storage::Transaction& transaction) {
    const tokens::TokenHolder holder = RequireHolderWhoMay(transaction, world, token);
    accounts::RequireRegistration(transaction, holder.user, waiting, now);
    // Assumed: a pool that has lost its relying party meanwhile has another one than the passkey; a missing one is not declared here.
    return accounts::FindRelyingParty(transaction, *holder.client->pool).value_or(accounts::RelyingParty());
  });
  const web_authn::Registered registered = accounts::VerifyRegistration(party, attestation);
  try {
    rounds.Commit([&](storage::Transaction& transaction) {
      const tokens::TokenHolder holder = RequireHolderWhoMay(transaction, world, token);
      accounts::AddPasskey(transaction, *holder.client->pool, holder.user, party, registered, waiting, now);
    });
  } catch (const storage::Conflict&) {
    accounts::SayTaken();
  }
  return {};
}

}  // namespace rockpool::operations
