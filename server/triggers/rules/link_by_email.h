// What a rule's link_by_email does, as people's functions do with ListUsers and AdminLinkProviderForUser.
#pragma once

#include <string>

#include "server/triggers/invoker.h"
#include "server/world/world.h"

namespace rockpool::triggers {

// Effects::link_by_email: links the identity of the call to the oldest user of the pool with the event's e-mail address, in whatever case,
// who was not made by a provider himself. Nothing where there is no such address or user, or the identity is known already, nor
// where the contents of the store were replaced since the call looked at them. Whether the provider has verified the address is not looked
// at: a rule's `when` can. Any thread, outside of transactions.
std::string LinkByEmail(const world::World& world, const Invocation& invocation) noexcept;

}  // namespace rockpool::triggers
