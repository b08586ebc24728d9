namespace TokenPortal.Core.Grants;

/// <summary>The statements over the scope catalogue.</summary>
internal static class ScopeFactsSql
{
    public const string List = """
        select c.scope as "Scope", c.reach as "Reach", c.group_name as "Group", c.risk as "Risk",
            c.mandatory as "Mandatory"
        from portal.scopes c
        order by c.group_name, c.scope
        """;

    public const string Set = """
        insert into portal.scopes (scope, reach, group_name, risk, mandatory)
        values (@scope, @reach, @group, @risk, @mandatory)
        on conflict (scope) do update
        set reach = excluded.reach, group_name = excluded.group_name, risk = excluded.risk,
            mandatory = excluded.mandatory
        """;

    public const string Remove = "delete from portal.scopes where scope = @scope";
}
