SELECT CAST(json_build_object('data', json_build_object('measures', json_build_object('nodes',
    coalesce(json_agg(page.node ORDER BY page.due_on_or_last, page.id), '[]')))) AS text)
FROM (
    SELECT m.due_on_or_last, m.id, json_build_object(
        'title', m.title, 'kind', m.kind, 'status', m.status, 'dueOn', m.due_on, 'progress', m.progress, 'health', m.health,
        'responsible', json_build_object('name', o.name), 'resultAreas', areas.list, 'updates', json_build_object('nodes', updates.list)
    ) AS node
    FROM (
        SELECT measure.* FROM measure
        WHERE access = 'PUBLIC'
          AND EXISTS (SELECT FROM action_plan AS plan WHERE plan.id = measure.action_plan_id AND plan.access = 'PUBLIC')
        ORDER BY due_on_or_last, id LIMIT 50
    ) AS m
    JOIN organisation AS o ON o.id = m.responsible_id
    CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_object('code', a.code, 'name', a.name) ORDER BY a.position, a.id), '[]') AS list
        FROM measure_result_area AS link JOIN result_area AS a ON a.id = link.result_area_id
        WHERE link.measure_id = m.id
    ) AS areas
    CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_object(
            'reportedOn', u.reported_on, 'progress', u.progress, 'health', u.health, 'comment', u.comment
        ) ORDER BY u.reported_on DESC, u.id DESC), '[]') AS list
        FROM (
            SELECT * FROM measure_update WHERE measure_id = m.id ORDER BY reported_on DESC, id DESC LIMIT 5
        ) AS u
    ) AS updates
) AS page
