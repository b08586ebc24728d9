-- Takes off the server's tables everything that Guard.sql put there. The portal goes on working: lists get slower, and
-- a sweep every half minute ends what a refresh in flight may leave behind after a revoke.
drop trigger if exists tokenportal_guard on "OpenIddictTokens";
----------------------------------------------------------------------------------------------------------------------
drop trigger if exists tokenportal_hint on "OpenIddictAuthorizations";
----------------------------------------------------------------------------------------------------------------------
drop trigger if exists tokenportal_removed on "OpenIddictAuthorizations";
----------------------------------------------------------------------------------------------------------------------
drop trigger if exists tokenportal_connected on "OpenIddictAuthorizations";
----------------------------------------------------------------------------------------------------------------------
drop function if exists portal.guard_token_status(), portal.hint_grant_change(), portal.record_removed_app(),
    portal.record_connected_app();
----------------------------------------------------------------------------------------------------------------------
drop index concurrently if exists tokenportal_authorizations_subject;
----------------------------------------------------------------------------------------------------------------------
drop index concurrently if exists tokenportal_tokens_unattached;
----------------------------------------------------------------------------------------------------------------------
drop index concurrently if exists tokenportal_tokens_authorization;
----------------------------------------------------------------------------------------------------------------------
drop index concurrently if exists tokenportal_tokens_self_contained;
